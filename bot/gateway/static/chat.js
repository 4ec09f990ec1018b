// Wires the page: sends what the parent writes or taps, shows what comes back, keeps it for a reload of this tab.
import { errorBubble, lotteMessage, parentBubble, understoodChips } from "./messages.js";

const log = document.getElementById("verlauf");
const form = document.getElementById("eingabe");
const field = document.getElementById("text");
const typing = document.getElementById("tippt");

const STORE = "lotte-verlauf";
const KEPT = 60;
const SENTENCES = document.body.dataset; // from texts/de/seite.yml

let busy = false;
let history = read();

function read() {
  try { return JSON.parse(sessionStorage.getItem(STORE)) ?? []; } catch { return []; }
}

function keep(entry) {
  history = [...history, entry].slice(-KEPT);
  try { sessionStorage.setItem(STORE, JSON.stringify(history)); } catch { /* private mode: the chat works without */ }
}

function forget() {
  history = [];
  try { sessionStorage.removeItem(STORE); } catch { /* see above */ }
  log.replaceChildren();
}

function show(entry) {
  const before = log.lastElementChild;
  if (entry.parent) log.append(parentBubble(entry.parent));
  if (entry.error) log.append(errorBubble(entry.error));
  if (entry.answer) {
    const chips = entry.answer.understood && understoodChips(entry.answer.understood);
    if (chips) log.append(chips);
    for (const message of entry.answer.messages) {
      log.append(lotteMessage(message, choose, Boolean(entry.answer.understood?.crisis)));
    }
  }
  const first = before ? before.nextElementSibling : log.firstElementChild;
  first?.scrollIntoView({ block: "start" });
}

function add(entry) {
  keep(entry);
  show(entry);
}

function choose(id, label) {
  send({ choice: id }, label);
}

async function send(body, words) {
  if (busy) return;
  busy = true;
  setBusy(true);
  add({ parent: words });
  try {
    const response = await fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout?.(30000),
    });
    const answer = await response.json();
    add(response.ok ? { answer } : { error: answer.error.message });
  } catch {
    add({ error: SENTENCES.keineVerbindung });
  } finally {
    busy = false;
    setBusy(false);
    field.focus({ preventScroll: true });
  }
}

function setBusy(on) {
  typing.hidden = !on;
  for (const button of document.querySelectorAll("#verlauf button, #eingabe button")) button.disabled = on;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = field.value.trim();
  if (!words || busy) return;
  field.value = "";
  fit();
  send({ text: words }, words);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

function fit() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 144)}px`;
}
field.addEventListener("input", fit);

document.getElementById("von-vorn").addEventListener("click", () => {
  if (busy) return;
  forget();
  send({ text: SENTENCES.neustart }, SENTENCES.neustart);
});

// Leaves no trace in this tab: the conversation goes, and "back" does not lead here.
document.getElementById("verlassen").addEventListener("click", (event) => {
  event.preventDefault();
  forget();
  location.replace("about:blank");
});

if (history.length) {
  for (const entry of history) show(entry);
} else {
  show({ answer: { messages: [{ text: SENTENCES.begruessung }] } });
}
