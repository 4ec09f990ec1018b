// Turns the server's answers (chat contract) into what stands in the conversation.
import { element, withTelephoneLinks } from "./dom.js";
import { callCard, offerCard } from "./offer_card.js";

export function parentBubble(text) {
  const row = element("div", "von-eltern");
  row.append(element("p", "blase", text));
  return row;
}

export function errorBubble(text) {
  const row = element("div", "von-lotte fehler");
  const bubble = element("p", "blase");
  bubble.append(withTelephoneLinks(text));
  row.append(bubble);
  return row;
}

export function lotteMessage(message, choose, danger = false) {
  const row = element("div", "von-lotte");
  if (message.text) {
    const bubble = element("p", "blase");
    bubble.append(withTelephoneLinks(message.text));
    row.append(bubble);
  }
  if (message.offers?.length) {
    const list = element("ul", "angebote");
    list.append(...message.offers.map(danger ? callCard : offerCard));
    row.append(list);
  }
  if (message.links?.length) {
    const links = element("p", "wege");
    for (const { label, href } of message.links) {
      const link = element("a", "", label);
      link.href = href;
      links.append(link);
    }
    row.append(links);
  }
  if (message.buttons?.length) {
    const group = element("div", "knoepfe");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Antwort auswählen");
    for (const { id, label } of message.buttons) {
      const button = element("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => choose(id, label));
      group.append(button);
    }
    row.append(group);
  }
  return row;
}

export function understoodChips(understood) {
  const words = [...understood.children.map((child) => child.label), understood.place?.name].filter(Boolean);
  if (!words.length) return null;
  const list = element("ul", "verstanden");
  list.setAttribute("aria-label", "Verstanden");
  list.append(...words.map((word) => element("li", "", word)));
  return list;
}
