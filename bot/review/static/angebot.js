// Das Formular eines Angebots, wenn JavaScript da ist: Themen suchen, und vor dem Verlassen mit Ungespeichertem fragen.
const form = document.getElementById("formular");
const search = document.querySelector(".themensuche");

if (search) {
  const field = search.querySelector("input");
  const found = search.querySelector("[role=status]");
  search.hidden = false;
  field.addEventListener("input", () => show(field.value, found));
  // Enter would save the whole form
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  for (const type of ["input", "change"]) field.addEventListener(type, (event) => event.stopPropagation());
}

/** Shows the topics that hold the words, with their groups open; all groups as they were without words. */
function show(words, found) {
  const wanted = words.trim().toLocaleLowerCase("de");
  let count = 0;
  for (const group of document.querySelectorAll(".themen")) {
    group.wasOpen ??= group.open;
    let here = 0;
    for (const topic of group.querySelectorAll("[data-thema]")) {
      topic.hidden = !topic.dataset.thema.toLocaleLowerCase("de").includes(wanted);
      here += !topic.hidden;
    }
    group.hidden = here === 0;
    group.open = wanted ? here > 0 : group.wasOpen;
    count += here;
  }
  found.textContent = wanted ? (count === 1 ? "1 Thema gefunden" : `${count} Themen gefunden`) : "";
}

let changed = false;
form.addEventListener("input", () => { changed = true; });
form.addEventListener("change", () => { changed = true; });
form.addEventListener("submit", () => { changed = false; });
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

// what is wrong stands on top of the page: there one begins to read
document.getElementById("fehlerliste")?.focus();
