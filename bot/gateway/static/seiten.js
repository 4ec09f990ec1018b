// What the list, the page of an offer and the saved list do beyond links and forms: save, print, share.
import { mapAddress } from "./dom.js";
import { clear, drop, keep, onChange, saved, savedAddress } from "./merken.js";
import { saveButton } from "./save_button.js";

const status = document.querySelector("[data-meldung]");
const sentences = status.dataset;

function tell(sentence) {
  status.textContent = "";
  // the same sentence twice is read twice
  requestAnimationFrame(() => { status.textContent = sentence; });
}

// --- save: the link that works without a script becomes a switch

for (const link of document.querySelectorAll("a[data-merken]")) {
  link.replaceWith(saveButton(link.dataset.merken, link.dataset.titel, (key) => sentences[key], tell));
}

// --- print and share

for (const print of document.querySelectorAll("[data-drucken]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

for (const share of document.querySelectorAll("[data-teilen]")) {
  if (!navigator.share && !navigator.clipboard) continue;
  share.hidden = false;
  share.addEventListener("click", () => send(share.dataset.teilen, share.dataset.titel));
}

async function send(url, title) {
  try {
    if (navigator.share) return await navigator.share({ title, url });
    await navigator.clipboard.writeText(url);
    tell(sentences.seite_link_kopiert);
  } catch { /* the parent thought better of it; the address stands on the page */ }
}

// --- the way, for the telephone's own map
for (const way of document.querySelectorAll("a[data-weg]")) way.href = mapAddress(way.dataset.weg);

// --- the saved list: its address and what this browser keeps

const list = document.querySelector("[data-liste]");
if (list) {
  const shown = list.dataset.liste ? list.dataset.liste.split(",") : [];
  if (!("gefragt" in list.dataset) && saved().length) location.replace(savedAddress(saved(), location.href));
  const hint = (name) => list.querySelector(`[data-${name}]`);

  const show = () => {
    const ids = saved();
    const note = hint("nur-hier");
    const take = hint("uebernehmen");
    const others = hint("weitere");
    if (note) note.hidden = shown.length > 0 && !shown.some((id) => ids.includes(id));
    if (take) take.hidden = shown.every((id) => ids.includes(id));
    if (others) {
      others.hidden = !ids.some((id) => !shown.includes(id)) || !shown.length;
      others.querySelector("a").href = savedAddress([...shown, ...ids], location.href);
    }
  };
  hint("uebernehmen")?.addEventListener("click", () => {
    keep(shown);
    tell(sentences.seite_merkliste_gemerkt);
  });
  hint("leeren")?.addEventListener("click", () => clear());
  for (const remove of list.querySelectorAll("[data-entfernen]")) {
    remove.addEventListener("click", () => drop(remove.dataset.entfernen.split(",")));
  }
  onChange(show);
  show();
}
