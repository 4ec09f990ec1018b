// <lotte-chat>: the conversation with Lotte, as a page of its own or, with the attribute `launcher`, in a corner of any page.
//
//   <lotte-chat></lotte-chat>                                     Lotte's own page; sentences stand inside as JSON
//   <lotte-chat launcher base="https://lotte.example"></lotte-chat>   a foreign page, made by widget.js
import { chipRow } from "./chips.js";
import { button, element, said } from "./dom.js";
import { forgetConversation, keep, recall } from "./history.js";
import { errorBubble, lotteMessage, parentBubble, typing } from "./messages.js";
import { pageOf } from "./page.js";
import { deliver, messageId } from "./sending.js";
import { readerFor } from "./speech.js";

const STYLES = ["vendor/kern.css", "karte.css", "lotte.css"];
const EXAMPLES = ["chat_beispiel_1", "chat_beispiel_2", "chat_beispiel_3"];

class LotteChat extends HTMLElement {
  #page;
  #kept = recall();
  #busy = false;
  #parts = {};
  #speech = null;

  async connectedCallback() {
    if (this.shadowRoot) return;
    const data = await this.#data();
    this.#page = pageOf(data, this.getAttribute("base") ?? "");
    this.#speech = readerFor(this.#page);
    this.#build(this.attachShadow({ mode: "open" }));
    this.#greet();
    for (const entry of this.#kept.entries) this.#show(entry);
    if (data.first && data.first.id !== this.#kept.form) this.#takeOver(data.first);
    if (!this.#kept.entries.length) this.#suggest();
    if (this.#kept.pending) this.#bring(this.#kept.pending, true); // the page was reloaded on the way
    else this.#scrollToEnd();
  }

  async #data() {
    const inside = this.querySelector('script[type="application/json"]');
    if (inside) return JSON.parse(inside.textContent);
    const language = this.getAttribute("sprache");
    const base = this.getAttribute("base") ?? "";
    const response = await fetch(`${base}/api/seite${language ? `?sprache=${encodeURIComponent(language)}` : ""}`, { credentials: "omit" });
    return response.json();
  }

  // --- what stands where

  #build(root) {
    const page = this.#page;
    const typed = this.querySelector("textarea")?.value ?? ""; // what was typed before the script came
    const sheets = STYLES.map((name) => {
      const link = element("link");
      link.rel = "stylesheet";
      link.href = new URL(name, import.meta.url).href;
      return link;
    });
    const all = element("div", "lotte");
    all.lang = page.lang;
    all.dir = page.direction;
    const log = element("div", "verlauf");
    log.setAttribute("role", "log");
    log.setAttribute("aria-label", page.t("chat_verlauf"));
    log.tabIndex = 0;
    const waiting = element("div", "wartet");
    waiting.setAttribute("role", "status");
    const known = element("div", "bekannt");
    const form = this.#form(typed);
    all.append(log, waiting, known, form);
    this.#parts = { all, log, waiting, known, field: form.querySelector("textarea") };
    const shown = this.hasAttribute("launcher") ? this.#corner(all) : all;
    shown.hidden = true; // until it has its style
    root.append(...sheets, shown);
    this.replaceChildren(); // the form that works without this script would be found twice
    Promise.all(sheets.map((sheet) => new Promise((done) => {
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", done);
    }))).then(() => { shown.hidden = false; this.#fit(); this.#scrollToEnd(); });
  }

  #form(typed) {
    const page = this.#page;
    const form = element("form", "eingabe");
    form.autocomplete = "off";
    const label = element("label", "nur-vorlesen", page.t("chat_eingabe"));
    label.htmlFor = "text";
    const field = element("textarea", "kern-form-input__input");
    Object.assign(field, {
      id: "text", rows: 1, maxLength: page.maxCharacters, placeholder: page.t("chat_beispiel"), value: typed, dir: "auto",
    });
    field.enterKeyHint = "send";
    const send = button(page.t("chat_senden"), { kind: "primary" });
    send.type = "submit";
    form.append(label, field, send, this.#tools());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = field.value.trim();
      if (!words || this.#busy) return;
      field.value = "";
      this.#fit();
      this.#send({ text: words }, words, true);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    field.addEventListener("input", () => this.#fit());
    return form;
  }

  #tools() {
    const page = this.#page;
    const row = element("div", "werkzeug");
    const restart = button(page.t("chat_von_vorn"), { kind: "tertiary", icon: "autorenew" });
    restart.addEventListener("click", () => {
      if (this.#busy) return;
      this.#forget();
      this.#send({ command: "neustart" }, page.t("chat_neustart_text"));
    });
    const remove = button(page.t("chat_loeschen"), { kind: "tertiary", icon: "delete" });
    remove.addEventListener("click", () => this.#send({ command: "loeschen" }, page.t("chat_loeschen_text")));
    row.append(restart, remove);
    if (page.foreign || matchMedia("(max-width: 30rem)").matches) row.append(this.#legal());
    return row;
  }

  // where the page has no room for its foot, or is not ours
  #legal() {
    const page = this.#page;
    const more = element("details", "rechtliches");
    more.append(said("summary", "kern-link", page.t("chat_mehr")));
    for (const name of ["impressum", "datenschutz", "barrierefreiheit"]) {
      const link = element("a", "kern-link", page.t(`seite_${name}`));
      link.href = page.link(`/${name}`);
      if (page.foreign) Object.assign(link, { target: "_blank", rel: "noopener" });
      more.append(link);
    }
    return more;
  }

  // a button in the corner and the window it opens; the page around stays usable
  #corner(all) {
    const page = this.#page;
    const corner = element("div", "ecke");
    const opener = button(page.t("chat_oeffnen"), { kind: "primary", icon: "sprechblase" });
    opener.classList.add("oeffner");
    const panel = element("section", "fenster");
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", page.t("chat_verlauf"));
    panel.lang = page.lang;
    panel.dir = page.direction;
    const head = element("header", "fenster__kopf");
    const leave = button(page.t("seite_verlassen"), { kind: "tertiary" });
    leave.addEventListener("click", () => { forgetConversation(); location.replace("about:blank"); });
    const close = button(page.t("chat_schliessen"), { kind: "tertiary", icon: "close" });
    close.lastElementChild.className = "nur-vorlesen";
    head.append(element("strong", "", "Lotte"), leave, close);
    panel.append(head, all);
    panel.hidden = true;
    const show = (open) => {
      panel.hidden = !open;
      opener.hidden = open;
      opener.setAttribute("aria-expanded", open);
      if (open) { this.#fit(); this.#scrollToEnd(); this.#parts.field.focus(); } else opener.focus();
    };
    opener.setAttribute("aria-expanded", "false");
    opener.addEventListener("click", () => show(true));
    close.addEventListener("click", () => show(false));
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented && !panel.querySelector("dialog[open]")) show(false); });
    corner.append(opener, panel);
    return corner;
  }

  // --- what is said

  #greet() {
    const page = this.#page;
    this.#parts.log.append(this.#spoken({ text: page.t("chat_begruessung") }), said("p", "hinweis", page.t("chat_hinweis")));
  }

  #suggest() {
    const page = this.#page;
    const examples = element("div", "knopfreihe beispiele");
    examples.setAttribute("role", "group");
    examples.setAttribute("aria-label", page.t("chat_beispiele"));
    for (const key of EXAMPLES) {
      const example = button(page.t(key));
      example.addEventListener("click", () => { examples.remove(); this.#send({ text: page.t(key) }, page.t(key)); });
      examples.append(example);
    }
    this.#parts.log.append(said("p", "kern-body beispiele__titel", page.t("chat_beispiele")), examples);
  }

  #spoken(message, danger = false) {
    return lotteMessage(message, { choose: (id, label) => this.#send({ choice: id }, label), page: this.#page, speech: this.#speech, danger });
  }

  #show(entry) {
    const { log, known } = this.#parts;
    const rows = [];
    if (entry.parent) rows.push(parentBubble(entry.parent, this.#page));
    if (entry.error) rows.push(errorBubble(entry.error, this.#page));
    if (entry.answer) {
      const danger = Boolean(entry.answer.understood?.crisis);
      for (const message of entry.answer.messages) rows.push(this.#spoken(message, danger));
      const chips = chipRow(entry.answer.situation?.chips, this.#page, (change, words) => this.#send({ change }, words));
      known.replaceChildren(...(chips ? [chips] : []));
    }
    log.append(...rows);
    return rows[0] ?? null;
  }

  #add(entry) {
    this.#kept.entries.push(entry);
    keep(this.#kept);
    return this.#show(entry);
  }

  // the answer of a form that was sent before this script was there; a reload brings it again
  #takeOver({ id, parent, answer }) {
    this.#kept.form = id;
    this.#add({ parent });
    this.#add({ answer });
  }

  async #send(message, words, typed = false) {
    if (this.#busy) return;
    this.#speech?.stop();
    for (const one of this.#parts.log.querySelectorAll(".beispiele, .beispiele__titel")) one.remove();
    const whole = { ...message, id: messageId(), ...(this.#page.chosen ? { language: this.#page.language } : {}) };
    this.#kept.pending = whole;
    this.#scrollTo(this.#add({ parent: words }));
    await this.#bring(whole, typed);
  }

  async #bring(message, typed) {
    const { all, waiting, field } = this.#parts;
    this.#busy = true;
    all.setAttribute("aria-busy", "true");
    waiting.replaceChildren(typing(this.#page));
    const line = { base: this.#page.base, foreign: this.#page.foreign, session: this.#kept.session };
    const result = await deliver(line, message, () => waiting.replaceChildren(said("p", "tippt", this.#page.t("chat_keine_verbindung"))));
    this.#busy = false;
    all.removeAttribute("aria-busy");
    waiting.replaceChildren();
    const first = this.#arrived(result, message);
    this.#scrollToEnd();
    // who typed goes on typing; who tapped must not be surprised by the keyboard of the phone
    if (typed) field.focus({ preventScroll: true });
    else if (first) { first.tabIndex = -1; first.focus({ preventScroll: true }); }
  }

  #arrived(result, message) {
    if (result.lost || result.again) {
      const words = result.error ?? this.#page.t("chat_nicht_gesendet");
      keep(this.#kept); // stays pending: a reload tries again
      const row = errorBubble(words, this.#page, () => { row.remove(); if (!this.#busy) this.#bring(message, false); });
      this.#parts.log.append(row);
      return row;
    }
    this.#kept.pending = null;
    if (result.error) return this.#add({ error: result.error });
    const { session = null, ...answer } = result.answer;
    this.#kept.session = session;
    if (answer.understood?.intent === "daten_loeschen" && !answer.messages.some(({ buttons }) => buttons.length)) {
      this.#forget(); // deleted over there, so it is deleted here
      return this.#show({ answer });
    }
    return this.#add({ answer });
  }

  #forget() {
    this.#kept = { ...this.#kept, entries: [], pending: null };
    forgetConversation();
    this.#parts.log.replaceChildren();
    this.#parts.known.replaceChildren();
  }

  #fit() {
    const { field } = this.#parts;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight + 2, 144)}px`;
  }

  // the last question at the top, its answer below
  #scrollToEnd() {
    const rows = this.#parts.log.querySelectorAll(":scope > .von-eltern");
    this.#scrollTo(rows[rows.length - 1]);
  }

  #scrollTo(row) {
    const { log } = this.#parts;
    if (!row) return;
    // on low screens the log does not scroll, the page does
    if (getComputedStyle(log).overflowY === "auto") log.scrollTop = row.offsetTop - 12;
    else row.scrollIntoView({ block: "start" });
  }
}

customElements.define("lotte-chat", LotteChat);
