// One offer as a card: what it is, why it fits, how to reach it. The same fields in the same order as templates/_karte.html.
// Only text nodes are made, never HTML from data; addresses are links only where they begin as they must.
import { button, element, mapAddress, said, symbol, telephoneLink, withTelephoneLinks } from "./dom.js";
import { saveButton } from "./save_button.js";

const SAFE_URL = /^https?:\/\//i;
const HERE = "\u0000"; // where in a sentence the value stands

export function offerCard(offer, page) {
  const card = frame(offer, page);
  const body = card.querySelector(".kern-card__body");
  if (offer.for_whom) body.append(said("p", "fuer-wen", offer.for_whom));
  if (offer.description) body.append(german("p", "", offer.description));
  if (offer.why?.length) {
    const reasons = element("ul", "gruende");
    for (const reason of offer.why) {
      const item = said("li", "", reason);
      item.prepend(symbol("check"));
      reasons.append(item);
    }
    body.append(reasons);
  }
  const facts = element("ul", "angaben");
  if (offer.cost && !offer.why?.includes(offer.cost)) facts.append(fact(page.t("karte_kosten", { kosten: HERE }), offer.cost));
  if (offer.address) {
    const far = offer.distance_km == null ? "" : ` (${page.t("karte_entfernung", { km: page.number(offer.distance_km) })})`;
    facts.append(fact(`${HERE}${far}`, offer.address));
  }
  const hours = openingHours(offer, page);
  if (hours) facts.append(hours);
  if (facts.children.length) body.append(facts);
  if (offer.next_step) {
    const step = said("p", "jetzt", "");
    step.append(withTelephoneLinks(offer.next_step));
    body.append(step);
  }
  body.append(ways(offer, page), more(offer, page));
  if (offer.unknown?.length) body.append(said("p", "quelle", offer.unknown.join(" · ")));
  body.append(said("p", "quelle", offer.verified_on ? page.t("karte_geprueft", { datum: page.date(offer.verified_on) }) : page.t("karte_ungeprueft")));
  return card;
}

// In danger: a name and a number, nothing to read.
export function callCard(offer, page) {
  if (!offer.phone) return offerCard(offer, page);
  const card = frame(offer, page);
  card.classList.add("notfall");
  const call = element("div", "wege");
  call.append(callButton(offer, page));
  const body = card.querySelector(".kern-card__body");
  if (offer.opening_hours) { // at night it matters
    const hours = element("ul", "angaben");
    hours.append(fact(page.t("karte_zeiten", { zeiten: HERE }), offer.opening_hours));
    body.append(hours);
  }
  // who is overheard cannot call
  if (/\bchat\b/i.test(offer.description ?? "") && SAFE_URL.test(offer.url ?? "")) {
    call.append(way(offer.url, page.t("karte_schreiben"), "", offer.title));
  }
  body.append(call);
  return card;
}

function frame(offer, page) {
  const card = element("article", "kern-card kern-card--hug karte");
  const container = element("div", "kern-card__container");
  const header = element("header", "kern-card__header");
  const title = german("h2", "kern-title", offer.title);
  title.id = `angebot-${page.next()}`;
  card.setAttribute("aria-labelledby", title.id);
  header.append(title);
  if (offer.provider) header.append(german("p", "traeger", offer.provider));
  container.append(header, element("div", "kern-card__body"));
  card.append(container);
  return card;
}

// a sentence of the page's language with a German value in it
function fact(sentence, value) {
  const item = said("li", "", "");
  const [before, after] = sentence.split(HERE);
  item.append(before, german("span", "", value), after ?? "");
  return item;
}

// the offers are described in German, whatever the page speaks
function german(name, className, text) {
  const made = element(name, className, text);
  made.lang = "de";
  made.dir = "ltr";
  return made;
}

function openingHours(offer, page) {
  if (!offer.opening_hours && !offer.opening_today) return null;
  const hours = offer.opening_today
    ? said("li", "", page.t("karte_heute", { zeiten: offer.opening_today }))
    : fact(page.t("karte_zeiten", { zeiten: HERE }), offer.opening_hours);
  if (offer.open_now) hours.append(" ", element("span", "offen", page.t("karte_offen")));
  return hours;
}

function callButton(offer, page) {
  const call = telephoneLink(offer.phone, "", "kern-btn kern-btn--primary anrufen");
  call.append(symbol("telefon"), said("span", "kern-label", page.t("karte_anrufen", { nummer: offer.phone })));
  return call;
}

function ways(offer, page) {
  const list = element("div", "wege");
  if (offer.phone) list.append(callButton(offer, page));
  if (offer.email) list.append(way(`mailto:${encodeURIComponent(offer.email)}`, page.t("karte_mail"), "mail", offer.title));
  if (offer.address) list.append(way(mapAddress(offer.address), page.t("karte_weg"), "ort", offer.title));
  if (SAFE_URL.test(offer.url ?? "")) list.append(way(offer.url, page.t("karte_webseite"), "open-in-new", offer.title));
  return list;
}

function way(href, label, icon, title) {
  const anchor = button(label, { icon, href });
  anchor.rel = "noopener noreferrer";
  anchor.setAttribute("aria-label", `${label}: ${title}`);
  if (href.startsWith("http")) anchor.target = "_blank";
  return anchor;
}

// to keep, and to read everything: what a parent does after having chosen
function more(offer, page) {
  const row = element("div", "weiter");
  row.append(saveButton(offer.id, offer.title, page.t, page.tell));
  const all = element("a", "kern-link", page.t("karte_mehr"));
  all.href = page.link(`/angebote/${encodeURIComponent(offer.id)}`);
  all.setAttribute("aria-label", `${page.t("karte_mehr")}: ${offer.title}`);
  if (page.foreign) all.target = "_blank";
  row.append(all);
  return row;
}
