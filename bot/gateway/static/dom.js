// Small helpers around the document; no text ever becomes HTML.

/** An element with a class and a text. */
export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** An element whose text may run the other way: Arabic from right to left, and the numbers in it not. */
export function said(name, className, text) {
  const made = element(name, className, text);
  made.dir = "auto";
  return made;
}

/** One of KERN's buttons, or a link that looks like one. */
export function button(label, { kind = "secondary", icon = "", href = "", small = false } = {}) {
  const made = element(href ? "a" : "button", `kern-btn kern-btn--${kind}${small ? " kern-btn--x-small" : ""}`);
  if (href) made.href = href;
  else made.type = "button";
  if (icon) made.append(symbol(icon));
  const text = said("span", "kern-label", label);
  made.append(text);
  return made;
}

/** A sign without a meaning of its own; what it stands for is written beside it. */
export function symbol(name) {
  const made = element("span", `kern-icon kern-icon--${name} kern-icon--small`);
  made.setAttribute("aria-hidden", "true");
  return made;
}

// Apple's telephones do not know geo:, they have an address of their own for maps
const MAPS = /iPhone|iPad|Macintosh/.test(navigator.userAgent) ? "maps:?q=" : "geo:0,0?q=";

/** The way to an address, for the telephone's own map. */
export function mapAddress(address) {
  return MAPS + encodeURIComponent(address);
}

export function telephoneLink(number, label = number, className = "") {
  const anchor = element("a", className, label);
  anchor.href = `tel:${number.replace(/[^\d+]/g, "")}`;
  if (label === number) anchor.dir = "ltr"; // in Arabic too
  return anchor;
}

// Numbers in Lotte's own sentences become links, so that "112" needs one tap: three-digit emergency numbers, 116 xxx, and
// numbers with an area code. Amounts and years have no leading zero and no such form.
const NUMBER = /\b(?:110|112|116 ?\d{3}|0\d{2,4}[ /-]\d[\d -]{3,12}\d)\b/g;

export function withTelephoneLinks(text) {
  const parts = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(NUMBER)) {
    parts.append(text.slice(end, match.index), telephoneLink(match[0]));
    end = match.index + match[0].length;
  }
  parts.append(text.slice(end));
  return parts;
}
