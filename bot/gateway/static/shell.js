// What every page does beside its content: leave quickly, close the menu of languages, count the saved offers.
import { forgetConversation } from "./history.js";
import { onChange, saved, savedAddress } from "./merken.js";

// Leaves no trace in this tab: the conversation goes, and "back" does not lead here.
document.querySelector("[data-verlassen]").addEventListener("click", (event) => {
  event.preventDefault();
  forgetConversation();
  location.replace("about:blank");
});

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
