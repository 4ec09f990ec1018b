// <lotte-chat>: the conversation with Lotte, as a page of its own or, with the attribute `launcher`, in a corner of any page.
//
//   <lotte-chat></lotte-chat>                                     Lotte's own page; sentences stand inside as JSON
//   <lotte-chat launcher base="https://lotte.example"></lotte-chat>   a foreign page, made by widget.js
import { chipRow } from "./chips.js";
import { corner } from "./corner.js";
import { button, element, said } from "./dom.js";
import { forgetConversation, keep, onForgotten, recall } from "./history.js";
import { errorBubble, lotteMessage, parentBubble, typing } from "./messages.js";
import { pageOf } from "./page.js";
import { deliver, messageId } from "./sending.js";
import { readerFor } from "./speech.js";
import { tools } from "./tools.js";

const STYLES = ["vendor/kern.css", "karte.css", "lotte.css"];
const EXAMPLES = ["chat_beispiel_1", "chat_beispiel_2", "chat_beispiel_3"];

class LotteChat extends HTMLElement {
  #page;
  #kept = recall();
  #busy = false;
  #next = null; // a correction or command that came while Lotte was answering
  #parts = {};
  #speech = null;

  async connectedCallback() {
    if (this.shadowRoot) return;
    const data = await this.#data();
    this.#page = pageOf(data, this.getAttribute("base") ?? "", (sentence) => this.#tell(sentence));
    this.#speech = readerFor(this.#page);
    const parts = this.#build();
    // only now: if anything before went wrong, the form that works without this script is still there
    this.attachShadow({ mode: "open" }).append(...parts);
    this.replaceChildren();
    this.#greet();
    for (const entry of this.#kept.entries) this.#show(entry);
    if (data.first && data.first.id !== this.#kept.form) this.#takeOver(data.first);
    if (!this.#kept.entries.length) this.#suggest();
    if (this.#kept.pending) this.#bring(this.#kept.pending); // the page was reloaded on the way
    onForgotten(() => this.#catchUp());
    addEventListener("resize", () => this.#fit());
    addEventListener("pagehide", () => this.#keepPlace());
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

  #build() {
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
    const known = element("div", "bekannt"); // stands below the last question: that is what it was understood as
    known.setAttribute("aria-live", "off");
    const form = this.#form(typed);
    all.append(log, waiting, form, tools(page, (command) => this.#send({ command }, page.t(`chat_${command}_text`)), () => this.#line()));
    this.#parts = { all, log, waiting, known, field: form.querySelector("textarea") };
    const opened = () => { this.#fit(); this.#scrollToEnd(); this.#parts.field.focus(); };
    const shown = this.hasAttribute("launcher") ? corner(all, page, opened) : all;
    shown.hidden = true; // until it has its style
    Promise.all(sheets.map((sheet) => new Promise((done) => {
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", done);
    }))).then(() => {
      shown.hidden = false;
      this.#fit();
      if (this.#kept.place) log.scrollTop = this.#kept.place; // back from the page of an offer
      else this.#scrollToEnd();
    });
    return [...sheets, shown];
  }

  #form(typed) {
    const page = this.#page;
    const form = element("form", "eingabe");
    form.autocomplete = "off";
    const label = element("label", "eingabe__frage", page.t("chat_eingabe"));
    label.htmlFor = "text";
    const field = element("textarea", "kern-form-input__input");
    Object.assign(field, { id: "text", rows: 1, placeholder: page.t("chat_beispiel"), value: typed, dir: "auto" });
    field.enterKeyHint = "send";
    const send = button(page.t("chat_senden"), { kind: "primary" });
    send.type = "submit";
    form.append(label, field, send);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#busy) this.#sendTyped(field);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    field.addEventListener("input", () => this.#fit());
    return form;
  }

  #sendTyped(field) {
    const page = this.#page;
    const words = field.value.trim();
    if (!words) return this.#tell(page.t("fehler_leer"));
    if (words.length > page.maxCharacters) return this.#tell(page.t("fehler_zu_lang", { zeichen: page.maxCharacters }));
    field.value = "";
    this.#fit();
    return this.#send({ text: words }, words);
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
      example.addEventListener("click", () => this.#send({ text: page.t(key) }, page.t(key)));
      examples.append(example);
    }
    this.#parts.log.append(said("p", "kern-body beispiele__titel", page.t("chat_beispiele")), examples);
  }

  #spoken(message, { danger = false, lang = this.#page.lang } = {}) {
    const choose = (id, label) => { if (!this.#busy) this.#send({ choice: id }, label); };
    return lotteMessage(message, { choose, page: this.#page, speech: this.#speech, danger, lang });
  }

  #show(entry) {
    const rows = [];
    if (entry.parent) rows.push(parentBubble(entry.parent, this.#page));
    if (entry.error) rows.push(errorBubble(entry.error, this.#page));
    if (entry.answer) {
      const { messages, understood, situation, language } = entry.answer;
      const danger = Boolean(understood?.crisis);
      rows.push(this.#parts.known, ...messages.map((message) => this.#spoken(message, { danger, lang: language })));
      this.#showKnown(danger ? [] : situation?.chips); // in danger nothing stands above the number
    }
    this.#parts.log.append(...rows);
    return rows[0];
  }

  // an answer that arrives while a parent is correcting does not take the dialog away
  #showKnown(chips) {
    const { known } = this.#parts;
    const open = known.querySelector("dialog[open]");
    if (open) {
      open.addEventListener("close", () => this.#showKnown(chips), { once: true });
      return;
    }
    const row = chipRow(chips, this.#page, (change, words) => this.#send({ change }, words));
    known.replaceChildren(...(row ? [row] : []));
  }

  #add(entry) {
    this.#kept.entries.push(entry);
    keep(this.#kept);
    return this.#show(entry);
  }

  // the answer of a form that was sent before this script was there; a reload brings it again
  #takeOver({ id, parent, answer }) {
    this.#kept.form = id;
    history.replaceState(null, "", this.#page.link("/")); // a reload shows what is kept and sends no form
    this.#add({ parent });
    this.#add({ answer });
  }

  #tell(sentence) {
    const { waiting } = this.#parts;
    waiting.replaceChildren(said("p", "tippt", sentence));
    setTimeout(() => { if (!this.#busy) waiting.replaceChildren(); }, 8000);
  }

  // --- to Lotte and back

  async #send(message, words) {
    if (this.#busy) {
      this.#next = [message, words];
      return;
    }
    this.#speech?.stop();
    if (message.command === "neustart") this.#forget();
    const whole = { ...message, id: messageId(), ...(this.#page.chosen ? { language: this.#page.language } : {}) };
    this.#kept.pending = whole;
    const row = this.#add({ parent: words });
    // who typed goes on typing; who tapped has the focus on what was said, and the answer comes right behind it
    if (message.text === undefined || this.shadowRoot.activeElement !== this.#parts.field) {
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
    }
    for (const one of this.#parts.log.querySelectorAll(".beispiele, .beispiele__titel")) one.remove();
    this.#scrollTo(row);
    await this.#bring(whole);
  }

  async #bring(message) {
    const { all, waiting } = this.#parts;
    this.#busy = true;
    all.dataset.busy = "true";
    waiting.replaceChildren(typing(this.#page));
    const result = await deliver(this.#line(), message, () => waiting.replaceChildren(said("p", "tippt", this.#page.t("chat_keine_verbindung"))));
    this.#busy = false;
    delete all.dataset.busy;
    waiting.replaceChildren();
    // another tab has deleted the conversation meanwhile
    if (this.#kept.pending === message) { this.#arrived(result, message); this.#scrollToEnd(); }
    const next = this.#next;
    this.#next = null;
    if (next) await this.#send(...next);
  }

  #line() {
    return { base: this.#page.base, foreign: this.#page.foreign, session: this.#kept.session };
  }

  #arrived(result, message) {
    if (result.lost || result.again) {
      keep(this.#kept); // stays pending: a reload tries again
      const row = errorBubble(result.error ?? this.#page.t("chat_nicht_gesendet"), this.#page, () => {
        this.#parts.log.focus({ preventScroll: true });
        row.remove();
        if (!this.#busy) this.#bring(message);
      });
      this.#parts.log.append(row);
      return;
    }
    this.#kept.pending = null;
    if (result.error) { this.#add({ error: result.error }); return; }
    const { session = null, ...answer } = result.answer;
    this.#kept.session = session;
    if (answer.understood?.intent === "daten_loeschen" && !answer.messages.some(({ buttons }) => buttons.length)) {
      forgetConversation(); // deleted over there, so it is deleted here, and in every other tab
      this.#forget();
      this.#show({ answer });
      this.#parts.log.focus({ preventScroll: true });
    } else {
      this.#add({ answer });
    }
  }

  #forget() {
    this.#kept = { ...this.#kept, entries: [], pending: null, place: null };
    keep(this.#kept);
    this.#parts.log.replaceChildren();
    this.#parts.known.replaceChildren();
  }

  // deleted or left, in another tab or before the parent came back here: only what is still kept is shown
  #catchUp() {
    const kept = recall();
    if (JSON.stringify(kept.entries) === JSON.stringify(this.#kept.entries)) return;
    this.#forget();
    this.#kept = kept;
    keep(kept);
    this.#greet();
    for (const entry of kept.entries) this.#show(entry);
  }

  // --- where one looks

  #fit() {
    const { field } = this.#parts;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight + 2, 144)}px`;
  }

  #keepPlace() {
    if (!this.#kept.entries.length) return;
    this.#kept.place = this.#parts.log.scrollTop;
    keep(this.#kept);
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
