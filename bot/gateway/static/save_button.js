// The switch that puts an offer on the saved list and takes it off: on every card, in the conversation and on pages.
import { button } from "./dom.js";
import { MOST, onChange, saved, toggle } from "./merken.js";

/**
 * @param {string} id of the offer
 * @param {string} title of the offer: what is said aloud
 * @param {(key: string, values?: object) => string} t the sentences of the page
 * @param {(sentence: string) => void} tell says what became of a tap
 */
export function saveButton(id, title, t, tell) {
  const made = button("", { kind: "tertiary", icon: "merken" });
  const [icon, label] = made.children;
  const show = () => {
    const on = saved().includes(id);
    icon.className = `kern-icon kern-icon--${on ? "gemerkt" : "merken"} kern-icon--small`;
    label.textContent = t(on ? "karte_gemerkt" : "karte_merken");
    made.setAttribute("aria-pressed", on);
    made.setAttribute("aria-label", `${label.textContent}: ${title}`);
  };
  made.addEventListener("click", () => {
    if (!saved().includes(id) && saved().length >= MOST) tell(t("seite_merkliste_voll", { zahl: MOST }));
    else tell(t(toggle(id) ? "seite_merkliste_gemerkt" : "seite_merkliste_entfernt"));
  });
  onChange(show);
  show();
  return made;
}
