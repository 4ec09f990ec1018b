// Was alle Team-Seiten brauchen, wenn JavaScript da ist. Ohne läuft alles über Formulare und Links.
document.addEventListener("htmx:sendError", () => say("Keine Verbindung. Nichts wurde geändert."));

/** Puts a sentence where it is seen and read out. */
function say(sentence) {
  const place = document.getElementById("meldung");
  place.replaceChildren(Object.assign(document.createElement("p"), { className: "kern-body", textContent: sentence }));
}
