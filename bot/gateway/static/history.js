// The conversation as this tab remembers it: for a reload, never longer than the tab lives. Phones are shared in families.
import { clear } from "./merken.js";

const STORE = "lotte-verlauf";
const KEPT = 60;
const others = "BroadcastChannel" in window ? new BroadcastChannel("lotte") : null;
const listeners = new Set();

/**
 * @returns {{entries: object[], pending: object|null, session: string|null, form: string|null, place: number|null}} what was
 *   kept, or nothing; pending: a message without an answer yet; session: only on foreign pages; form: id of a form's answer
 *   taken over; place: how far the parent had scrolled
 */
export function recall() {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(STORE)); } catch { /* private mode, or not ours */ }
  return {
    entries: Array.isArray(kept?.entries) ? kept.entries : [],
    pending: kept?.pending ?? null,
    session: kept?.session ?? null,
    form: kept?.form ?? null,
    place: kept?.place ?? null,
  };
}

/** Keeps it; without storage (private mode) the conversation works all the same. */
export function keep(kept) {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ ...kept, entries: kept.entries.slice(-KEPT) }));
  } catch { /* see above */ }
}

/** Forgets all of it, in every tab. */
export function forgetConversation() {
  forget();
  others?.postMessage("vergessen");
}

/** Calls `listener()` when what is kept may be another than before: deleted or left, in another tab or before the way back. */
export function onForgotten(listener) {
  listeners.add(listener);
}

/**
 * Leaves at once and leaves nothing behind: no conversation in any tab, no session, no saved offers.
 * @param {() => void} [endSession] on Lotte's own pages: ends the session that stands in the cookie
 */
export function leave(endSession = () => {}) {
  forgetConversation();
  for (const listener of listeners) listener(); // nor does anything keep it again while the page goes
  clear();
  endSession();
  document.documentElement.hidden = true; // what the browser keeps for the way back shows nothing
  location.replace("about:blank");
}

function forget() {
  try { sessionStorage.removeItem(STORE); } catch { /* see above */ }
}

others?.addEventListener("message", () => {
  forget();
  for (const listener of listeners) listener();
});

// the way back to a page that the browser had kept as it was: what was forgotten meanwhile is forgotten there too
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.documentElement.hidden = false;
  for (const listener of listeners) listener();
});
