// Die Liste der Gespräche, wenn JavaScript da ist: Wer einen Tag wählt, meint „Von – bis“; nach dem Blättern geht es oben weiter.
const form = document.getElementById("filter");
const period = form.elements.zeitraum;

// before htmx, which listens on the form itself, sends what the fields hold
form.addEventListener("change", ({ target }) => {
  if ((target.name === "von" || target.name === "bis") && target.value) period.value = "von_bis";
  if (target === period && period.value !== "von_bis") form.elements.von.value = form.elements.bis.value = "";
}, { capture: true });

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const paged = detail.requestConfig?.elt?.closest(".blaettern");
  if (paged) document.getElementById("treffer-titel")?.focus({ preventScroll: true });
});
