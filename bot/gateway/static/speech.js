// Reads an answer aloud with a voice that is on this device. Voices that send the text to a company's server are not used.
import { button } from "./dom.js";

/** @returns {{buttonFor: (text: string, lang: string) => HTMLElement|null, stop: () => void}|null} null if the browser cannot speak */
export function readerFor(page) {
  if (!("speechSynthesis" in window)) return null;
  const buttons = new Set();
  let speaking = null;
  // voices arrive some time after the page
  speechSynthesis.addEventListener?.("voiceschanged", () => { for (const one of buttons) one.hidden = !voice(one.lang); });

  function stop() {
    speechSynthesis.cancel();
    if (speaking) speaking.lastElementChild.textContent = page.t("chat_vorlesen");
    speaking = null;
  }

  function start(made, text) {
    stop();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice(made.lang);
    utterance.lang = utterance.voice.lang;
    utterance.addEventListener("end", () => { if (speaking === made) stop(); });
    speaking = made;
    made.lastElementChild.textContent = page.t("chat_vorlesen_ende");
    speechSynthesis.speak(utterance);
  }

  return {
    stop,
    buttonFor(text, lang) {
      const made = button(page.t("chat_vorlesen"), { kind: "tertiary", icon: "vorlesen" });
      made.classList.add("vorlesen");
      made.lang = lang;
      made.hidden = !voice(lang);
      made.addEventListener("click", () => (speaking === made ? stop() : start(made, text)));
      buttons.add(made);
      return made;
    },
  };
}

function voice(lang) {
  const language = lang.slice(0, 2);
  return speechSynthesis.getVoices().find((one) => one.localService && one.lang.slice(0, 2).toLowerCase() === language) ?? null;
}
