// What Lotte knows of the family, as chips that can be tapped to correct or take away.
import { button, element, said, symbol } from "./dom.js";

const GERMAN = new Set(["topic", "place"]); // called by their German names in every language
const CHANGEABLE = new Set(["child", "need", "place"]);

/**
 * The row of chips.
 * @param {object[]} chips of the chat contract's situation
 * @param {object} page sentences and options
 * @param {(change: object, words: string) => void} correct sends a correction
 * @returns {HTMLElement|null} null if nothing is known
 */
export function chipRow(chips, page, correct) {
  if (!chips?.length) return null;
  const row = element("div", "wissen");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", page.t("chat_verstanden"));
  for (const chip of chips) {
    const tap = element("button", "chip");
    tap.type = "button";
    const label = said("span", "", chip.label);
    if (GERMAN.has(chip.field)) label.lang = "de";
    tap.append(label, symbol("edit"));
    tap.setAttribute("aria-label", page.t("chat_aendern", { wert: chip.label }));
    tap.setAttribute("aria-haspopup", "dialog");
    tap.addEventListener("click", () => row.after(open(chip, page, correct, tap)));
    row.append(tap);
  }
  return row;
}

function open(chip, page, correct, tap) {
  const dialog = element("dialog", "kern-dialog aendern");
  const title = element("h2", "kern-title", page.t(`chat_aendern_${chip.field}`));
  title.id = `aendern-${page.next()}`;
  dialog.setAttribute("aria-labelledby", title.id);
  const form = element("form", "kern-dialog__body");
  form.method = "dialog";
  let changed = false; // then the focus is on what was said, not on a chip that is about to go
  const change = (value, words) => {
    changed = true;
    dialog.close();
    correct({ field: chip.field, index: chip.index, value }, words);
  };
  form.append(title);
  const rows = element("div", "knopfreihe");
  if (CHANGEABLE.has(chip.field)) {
    const { field, select } = choice(chip, page, title.id);
    form.append(field);
    const take = button(page.t("chat_uebernehmen"), { kind: "primary" });
    take.addEventListener("click", () => change(select.value, select.selectedOptions[0].textContent));
    rows.append(take);
  } else {
    form.append(said("p", "kern-body", chip.label));
  }
  const remove = button(page.t("chat_entfernen"), { icon: "delete" });
  remove.addEventListener("click", () => change(null, page.t(`chat_ohne_${chip.field}`)));
  const cancel = button(page.t("chat_abbrechen"), { kind: "tertiary" });
  cancel.addEventListener("click", () => dialog.close());
  rows.append(remove, cancel);
  form.append(rows);
  dialog.append(form);
  dialog.addEventListener("close", () => { dialog.remove(); if (!changed && tap.isConnected) tap.focus(); });
  queueMicrotask(() => (dialog.showModal ? dialog.showModal() : dialog.setAttribute("open", "")));
  return dialog;
}

// the phone's own list: nothing to learn, and it works with one thumb
function choice(chip, page, titleId) {
  const field = element("div", "kern-form-input__select-wrapper");
  const select = element("select", "kern-form-input__select");
  select.setAttribute("aria-labelledby", titleId);
  const options = page.options[chip.field];
  if (!options.some(({ value }) => value === chip.value)) select.append(option(chip.value, chip.label, true));
  for (const { value, label } of options) select.append(option(value, label, value === chip.value));
  field.append(select);
  return { field, select };
}

function option(value, label, selected) {
  const made = element("option", "", label);
  made.value = value;
  made.selected = selected;
  return made;
}
