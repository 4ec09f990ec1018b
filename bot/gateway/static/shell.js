// What every page does beside its content: leave quickly, close the menu of languages, count the saved offers.
import { leave } from "./history.js";
import { onChange, saved, savedAddress } from "./merken.js";

document.querySelector("[data-verlassen]").addEventListener("click", (event) => {
  event.preventDefault();
  leave(() => navigator.sendBeacon?.("/verlassen"));
});

// the conversation has brought its own foot along
customElements.whenDefined("lotte-chat").then(() => document.body.classList.add("belebt"));

const languages = document.querySelector(".sprachwahl");
document.addEventListener("click", (event) => {
  if (!languages.contains(event.target)) languages.open = false;
});
languages.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !languages.open) return;
  languages.open = false;
  languages.querySelector("summary").focus();
});

const list = document.querySelector("[data-merkliste]");
const count = list.querySelector("[data-merkliste-anzahl]");
function showSaved() {
  const ids = saved();
  count.textContent = ids.length;
  count.hidden = !ids.length;
  list.href = savedAddress(ids, list.href);
}
onChange(showSaved);
showSaved();
