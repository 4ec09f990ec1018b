// The conversation as this tab remembers it: for a reload, never longer than the tab lives. Phones are shared in families.
const STORE = "lotte-verlauf";
const KEPT = 60;

/**
 * @returns {{entries: object[], pending: object|null, session: string|null, form: string|null}} what was kept, or nothing;
 *   pending: a message without an answer yet; session: only on foreign pages; form: id of a form's answer taken over
 */
export function recall() {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(STORE)); } catch { /* private mode, or not ours */ }
  return { entries: Array.isArray(kept?.entries) ? kept.entries : [], pending: kept?.pending ?? null, session: kept?.session ?? null, form: kept?.form ?? null };
}

/** Keeps it; without storage (private mode) the conversation works all the same. */
export function keep(kept) {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ ...kept, entries: kept.entries.slice(-KEPT) }));
  } catch { /* see above */ }
}

/** Forgets all of it. */
export function forgetConversation() {
  try { sessionStorage.removeItem(STORE); } catch { /* see above */ }
}
