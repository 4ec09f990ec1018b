// Lotte in the corner of a foreign page: a button, and the window it opens. The page around stays usable, except where the
// window fills the screen: there nothing behind it can get the focus.
import { button, element } from "./dom.js";
import { leave } from "./history.js";

const FILLS_THE_SCREEN = "(max-width: 30em), (max-height: 34em)";

/**
 * @param {HTMLElement} conversation what stands in the window
 * @param {object} page sentences
 * @param {() => void} opened called when the window has opened
 * @returns {HTMLElement}
 */
export function corner(conversation, page, opened) {
  const made = element("div", "ecke");
  const opener = button(page.t("chat_oeffnen"), { kind: "primary", icon: "sprechblase" });
  opener.classList.add("oeffner");
  opener.setAttribute("aria-expanded", "false");
  const panel = element("dialog", "fenster");
  panel.setAttribute("aria-label", page.t("chat_verlauf"));
  panel.lang = page.lang;
  panel.dir = page.direction;
  panel.append(head(page, () => panel.close()), conversation);

  opener.addEventListener("click", () => {
    if (!panel.showModal) panel.setAttribute("open", "");
    else if (matchMedia(FILLS_THE_SCREEN).matches) panel.showModal();
    else panel.show();
    opener.hidden = true;
    opener.setAttribute("aria-expanded", "true");
    opened();
  });
  panel.addEventListener("close", (event) => {
    if (event.target !== panel) return; // a dialog inside
    opener.hidden = false;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  });
  // a window that is not modal knows no Escape of its own
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open && !panel.querySelector("dialog[open]")) panel.close();
  });
  made.append(opener, panel);
  return made;
}

function head(page, close) {
  const row = element("header", "fenster__kopf");
  const away = button(page.t("seite_verlassen"), { kind: "tertiary" });
  away.classList.add("verlassen");
  away.addEventListener("click", () => leave());
  const shut = button(page.t("chat_schliessen"), { kind: "tertiary", icon: "close" });
  shut.lastElementChild.className = "nur-vorlesen";
  shut.addEventListener("click", close);
  row.append(element("strong", "", "Lotte"), away, shut);
  return row;
}
