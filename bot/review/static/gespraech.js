// Tasten auf der Seite eines Gesprächs. Ohne JavaScript gehen die Knöpfe und Links, für die sie stehen.
const LETTERS = { KeyJ: "aelter", KeyK: "neuer", KeyG: "geprueft", KeyM: "markiert" };
const WITH_ALT = { ArrowDown: "aelter", ArrowUp: "neuer", KeyG: "geprueft" };
const REMEMBERED = "lotte-team-buchstaben";

// who dictates speaks letters: single ones can be switched off (WCAG 2.1.4)
const letters = document.getElementById("buchstaben");
letters.checked = stored() !== "aus";
letters.addEventListener("change", () => store(letters.checked ? "an" : "aus"));
document.querySelector("[data-tasten-schalter]").hidden = false;
document.querySelector("[data-ohne-skript]").hidden = true;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const wanted = event.altKey ? WITH_ALT[event.code] : letters.checked && LETTERS[event.code];
  const control = wanted && document.querySelector(`[data-taste="${wanted}"]`);
  if (!control) return;
  event.preventDefault();
  control.click();
});

// a key, a tag or "geprüft" leads away: what was not saved yet must not be lost without a word
let sending = null;
document.addEventListener("submit", (event) => { sending = event.target; });
window.addEventListener("beforeunload", (event) => {
  const unsaved = [...document.querySelectorAll("#notiz, #schlagwort")].some((field) => field.value.trim() && field.form !== sending);
  if (unsaved) event.preventDefault();
});

function stored() {
  try { return localStorage.getItem(REMEMBERED); } catch { return null; }
}

function store(value) {
  try { localStorage.setItem(REMEMBERED, value); } catch { /* then only for this page */ }
}
