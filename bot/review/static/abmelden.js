// Automatisches Abmelden: zwei Minuten vorher ein Hinweis, danach ist die Seite verdeckt. Was in Formularen steht, bleibt
// stehen und kann nach einer neuen Anmeldung abgeschickt werden.
const SESSION = "/team/sitzung";
const LAST_USED = "lotte-team-zuletzt"; // shared by all tabs: who works in one of them is not signed out in the others
const SIGNED_OUT = "lotte-team-abgemeldet"; // set where nobody is signed in (any more): the other tabs ask at once
const POLLED = /^\/team\/(korrekturen\/versuche\/[^/]+\/fortschritt|angebote\/links)$/; // see bot/review/in_use.py
const WARNING_SECONDS = 120;

let session; // what /team/sitzung said last
let endsAt = 0; // in any case, in milliseconds like Date.now()
let typed = false;

/** Asks how long the session lasts and looks at the clock from then on. */
export async function watchSession() {
  document.addEventListener("input", () => { typed = true; });
  document.addEventListener("submit", () => { typed = false; });
  // what a page asks by itself is no click
  document.addEventListener("htmx:afterRequest", ({ detail }) => { if (!POLLED.test(detail.pathInfo.requestPath)) used(); });
  if (!(await ask())) return;
  setInterval(tick, 1000);
  addEventListener("storage", async ({ key }) => { if (key === SIGNED_OUT && !(await ask())) over(); });
}

/** On a page that nobody is signed in to see: if that is so since a log-out, other tabs must not go on showing theirs. */
export function tellOtherTabs() {
  localStorage.setItem(SIGNED_OUT, String(Date.now()));
}

function used() {
  localStorage.setItem(LAST_USED, String(Date.now()));
}

/** Whether somebody is signed in; asking counts as a click. */
async function ask() {
  let answer;
  try {
    answer = await fetch(SESSION, { redirect: "manual", headers: { Accept: "application/json" } });
  } catch {
    return session !== undefined; // no network: the clock decides
  }
  if (!answer.ok) return false;
  const now = await answer.json();
  if (session && session.wer !== now.wer) { location.reload(); return false; }
  if (session) renewTokens(session.csrf, now.csrf);
  session = now;
  endsAt = Date.now() + 1000 * now.rest;
  used();
  return true;
}

/** After a new sign-in, forms that were left open carry the new session's token. */
function renewTokens(old, token) {
  if (old === token) return;
  for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF-Token": token }));
}

function tick() {
  const idleEnd = Number(localStorage.getItem(LAST_USED) ?? 0) + 1000 * session.leerlauf;
  const left = Math.ceil((Math.min(idleEnd, endsAt) - Date.now()) / 1000);
  if (left > WARNING_SECONDS) remove();
  else if (left > 0) warn(endsAt < idleEnd);
  else over();
}

function warn(forGood) {
  if (document.querySelector("#abmeldung[data-art=warnung]")) return;
  const box = show("warnung", forGood
    ? "Ihre Anmeldung endet in weniger als zwei Minuten. Bitte speichern Sie jetzt."
    : "Sie werden in weniger als zwei Minuten abgemeldet, weil Sie lange nichts angeklickt haben.");
  if (!forGood) box.append(button("Angemeldet bleiben", async () => { if (await ask()) remove(); else over(); }));
}

function over() {
  if (document.querySelector("#abmeldung[data-art=ende]")) return;
  const main = document.getElementById("inhalt");
  if (!typed) {
    location.assign(`/team/anmelden?weiter=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  const box = show("ende", "Sie sind abgemeldet. Was Sie geschrieben haben, ist noch da: Melden Sie sich in einem neuen Fenster an und kommen Sie hierher zurück.");
  box.append(link("Neu anmelden (neues Fenster)"), button("Ich bin wieder angemeldet", back));
  main.hidden = true; // whoever comes by must not read on
  window.addEventListener("focus", back);
}

async function back() {
  if (!(await ask())) return;
  window.removeEventListener("focus", back);
  document.getElementById("inhalt").hidden = false;
  remove();
}

/** The box above the page, read out at once. */
function show(kind, sentence) {
  remove();
  const box = Object.assign(document.createElement("div"), { id: "abmeldung", className: "kern-alert kern-alert--warning abmeldung" });
  box.dataset.art = kind;
  box.setAttribute("role", "alert");
  const words = Object.assign(document.createElement("p"), { className: "kern-title", textContent: sentence });
  document.querySelector("body > header").after(box);
  box.append(words);
  return box;
}

function remove() {
  document.getElementById("abmeldung")?.remove();
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "kern-btn kern-btn--secondary" });
  made.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: words }));
  made.addEventListener("click", act);
  return made;
}

function link(words) {
  const made = Object.assign(document.createElement("a"), { className: "kern-btn kern-btn--primary", href: "/team/anmelden", target: "_blank" });
  made.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: words }));
  return made;
}
