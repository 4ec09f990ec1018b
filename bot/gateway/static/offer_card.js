// One offer as a card: what it is, why it fits, how to reach it. Only text nodes are made, never HTML from data.
import { element, telephoneLink } from "./dom.js";

const SAFE_URL = /^https?:\/\//i;

export function offerCard(offer) {
  const card = element("li", "angebot");
  card.append(element("h2", "", offer.title));
  if (offer.provider) card.append(element("p", "traeger", offer.provider));
  if (offer.description) card.append(element("p", "", offer.description));
  if (offer.why?.length) {
    const reasons = element("ul", "gruende");
    reasons.append(...offer.why.map((reason) => element("li", "", reason)));
    card.append(reasons);
  }
  if (offer.cost && !offer.why?.includes(offer.cost)) card.append(element("p", "", `Kosten: ${offer.cost}`));
  if (offer.address) card.append(element("p", "", offer.address));
  if (offer.opening_hours) {
    const hours = element("p", "", `Zeiten: ${offer.opening_hours}`);
    if (offer.open_now) hours.append(" ", element("span", "offen", "jetzt offen"));
    card.append(hours);
  }
  if (offer.next_step) card.append(element("p", "jetzt", offer.next_step));
  card.append(ways(offer));
  if (offer.unknown?.length) card.append(element("p", "quelle", offer.unknown.join(" · ")));
  card.append(element("p", "quelle", offer.verified_on ? `geprüft am ${german(offer.verified_on)}` : "Angaben bitte vorher erfragen"));
  return card;
}

// In danger: a name and a number, nothing to read.
export function callCard(offer) {
  if (!offer.phone) return offerCard(offer);
  const card = element("li", "angebot notfall");
  card.append(element("h2", "", offer.title));
  const call = element("div", "wege");
  call.append(telephoneLink(offer.phone, `Anrufen: ${offer.phone}`, "anrufen"));
  // who is overheard cannot call
  if (/\bchat\b/i.test(offer.description ?? "") && SAFE_URL.test(offer.url ?? "")) {
    call.append(link(offer.url, "Schreiben statt anrufen (Chat)", offer.title));
  }
  card.append(call);
  return card;
}

function ways(offer) {
  const list = element("div", "wege");
  if (offer.phone) list.append(telephoneLink(offer.phone, `Anrufen: ${offer.phone}`, "anrufen"));
  if (offer.email) list.append(link(`mailto:${encodeURIComponent(offer.email)}`, "E-Mail", offer.title));
  if (offer.url && SAFE_URL.test(offer.url)) list.append(link(offer.url, "Webseite", offer.title));
  if (offer.address) list.append(link(`geo:0,0?q=${encodeURIComponent(offer.address)}`, "Weg", offer.title));
  return list;
}

function link(href, label, title) {
  const anchor = element("a", "", label);
  anchor.href = href;
  anchor.rel = "noopener noreferrer";
  anchor.setAttribute("aria-label", `${label}: ${title}`);
  if (href.startsWith("http")) anchor.target = "_blank";
  return anchor;
}

function german(isoDate) {
  const [year, month, day] = isoDate.split("-");
  return `${day}.${month}.${year}`;
}
