// The saved offers (Merkliste): a list of ids in this browser alone, changed by nothing but a parent's own tap.

const STORE = "lotte-merkliste";
const ID = /^[a-z0-9][a-z0-9_-]{0,79}$/;
const PARAMETER = "angebote";

/** More do not fit on the list. */
export const MOST = 30;

const listeners = new Set();
let own = null; // where the browser keeps nothing (private window), the list lives as long as the page

function clean(ids) {
  return [...new Set(Array.isArray(ids) ? ids : [])].filter((id) => typeof id === "string" && ID.test(id)).slice(0, MOST);
}

/** The saved ids, oldest first. */
export function saved() {
  if (own) return own;
  try {
    return clean(JSON.parse(localStorage.getItem(STORE)));
  } catch {
    return [];
  }
}

function write(ids) {
  const list = clean(ids);
  try {
    if (list.length) localStorage.setItem(STORE, JSON.stringify(list));
    else localStorage.removeItem(STORE); // nothing saved leaves no trace
    own = null;
  } catch {
    own = list;
  }
  for (const listener of listeners) listener(list);
}

/** Saves an offer, or takes it off; returns whether it is saved now (not if the list is full). */
export function toggle(id) {
  const ids = saved();
  const on = !ids.includes(id);
  write(on ? [...ids, id] : ids.filter((other) => other !== id));
  return saved().includes(id);
}

/** Saves these too. */
export function keep(ids) {
  write([...saved(), ...ids]);
}

/** Takes these off. */
export function drop(ids) {
  write(saved().filter((id) => !ids.includes(id)));
}

/** Takes everything off. */
export function clear() {
  write([]);
}

/** Calls `listener(ids)` with every change, in other tabs too; returns what ends that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The address of a list with these ids; whatever else `base` says (the language) stays. */
export function savedAddress(ids, base = "/merkliste") {
  const address = new URL(base, location.href);
  address.searchParams.delete(PARAMETER);
  const list = clean(ids);
  if (list.length) address.search = `?${[`${PARAMETER}=${list.join(",")}`, address.searchParams.toString()].filter(Boolean).join("&")}`;
  return address.href;
}

/** The address of the list as it is saved. */
export function listAddress(base) {
  return savedAddress(saved(), base);
}

addEventListener("storage", (event) => {
  if (event.key !== STORE && event.key !== null) return;
  for (const listener of listeners) listener(saved());
});
// back from another page: the browser shows this one as it was
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const listener of listeners) listener(saved());
});
