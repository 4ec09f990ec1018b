// The page /weiter: a code behind # has come from a messenger. It is filled in and taken out of the address, so that it is
// neither in the list of visited pages nor in a link somebody copies; the parent is asked, and nothing is sent before.
const CODE = /^#([2-9A-HJKMNP-Z]{4}-?[2-9A-HJKMNP-Z]{4})$/i;
const field = document.querySelector("#code");

function take() {
  const found = CODE.exec(location.hash);
  if (!found || !field) return;
  field.value = found[1].toUpperCase();
  const code = location.hash;
  history.replaceState(null, "", location.pathname + location.search);
  for (const one of document.querySelectorAll("[data-ohne-code]")) one.hidden = true;
  for (const one of document.querySelectorAll("[data-mit-code]")) one.hidden = false;
  // the same page in another language takes the code along
  for (const link of document.querySelectorAll(".sprachwahl a, .angebotene-sprache a")) link.hash = code;
}

addEventListener("hashchange", take);
take();
