// Was alle Team-Seiten brauchen, wenn JavaScript da ist. Ohne läuft alles über Formulare und Links.
import { tellOtherTabs, watchSession } from "./abmelden.js";

document.addEventListener("htmx:sendError", () => say("Keine Verbindung. Nichts wurde geändert."));
// a page out of the browser's memory may show what nobody who sits here now may see
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
if (document.querySelector('form[action="/team/abmelden"]')) watchSession();
else tellOtherTabs();

/** Puts a sentence where it is seen and read out. */
function say(sentence) {
  const place = document.getElementById("meldung");
  place.replaceChildren(Object.assign(document.createElement("p"), { className: "kern-body", textContent: sentence }));
}
