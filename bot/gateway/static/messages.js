// Turns the server's answers (chat contract) into what stands in the conversation.
import { button, element, said, withTelephoneLinks } from "./dom.js";
import { callCard, offerCard } from "./offer_card.js";

/** What the parent said. */
export function parentBubble(text, page) {
  const row = element("div", "von-eltern");
  row.lang = ""; // whatever the parent writes in
  row.append(bubble(page.t("chat_sie"), text));
  return row;
}

/** What went wrong, with a way to try again where that can help. */
export function errorBubble(text, page, again) {
  const row = element("div", "von-lotte fehler");
  row.append(bubble(page.t("chat_lotte"), text));
  if (again) {
    const retry = button(page.t("chat_noch_einmal"), { icon: "autorenew" });
    retry.addEventListener("click", () => { retry.remove(); again(); });
    row.append(retry);
  }
  return row;
}

/**
 * One message of Lotte's with its offers, links and buttons.
 * @param {object} message of the chat contract
 * @param {{choose: (id: string, label: string) => void, page: object, speech: object|null, danger?: boolean,
 *   lang: string}} around lang: what the message is said in; a page in German answers in Turkish who writes in Turkish
 */
export function lotteMessage(message, { choose, page, speech, danger = false, lang = page.lang }) {
  const row = element("div", danger ? "von-lotte gefahr" : "von-lotte");
  row.lang = lang;
  if (message.text) {
    row.append(bubble(page.t("chat_lotte"), message.text));
    const aloud = speech?.buttonFor(message.text, lang);
    if (aloud) row.append(aloud);
  }
  if (message.offers?.length) {
    // read aloud in full, three offers are a long speech: their number is told, the rest is there to be read
    row.append(element("p", "nur-vorlesen", page.t("chat_anzahl_angebote", { zahl: message.offers.length })));
    const list = element("ul", "angebote");
    list.setAttribute("aria-live", "off");
    for (const offer of message.offers) {
      const item = element("li");
      item.append(danger ? callCard(offer, page) : offerCard(offer, page));
      list.append(item);
    }
    row.append(list);
  }
  if (message.links?.length) {
    const links = element("p", "knopfreihe");
    for (const { label, href } of message.links) {
      if (!href.startsWith("/")) continue; // Lotte's own files only
      links.append(button(label, { icon: "calendar-today", href: page.base + href }));
    }
    row.append(links);
  }
  if (message.buttons?.length) {
    const group = element("div", "knopfreihe antworten");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", page.t("chat_antworten"));
    for (const { id, label } of message.buttons) {
      const reply = button(label);
      reply.addEventListener("click", () => choose(id, label));
      group.append(reply);
    }
    row.append(group);
  }
  return row;
}

/** Three moving dots, and words for who cannot see them. */
export function typing(page) {
  const row = element("p", "tippt");
  const dots = element("span", "punkte");
  dots.setAttribute("aria-hidden", "true");
  dots.append(element("i"), element("i"), element("i"));
  row.append(dots, ` ${page.t("chat_sucht")}`);
  return row;
}


// who speaks is seen by the place of the bubble; a screen reader is told
function bubble(speaker, text) {
  const made = said("p", "blase", "");
  // said(): with a direction of its own it does not decide the one of the text
  made.append(said("span", "nur-vorlesen", `${speaker} `), withTelephoneLinks(text));
  return made;
}
