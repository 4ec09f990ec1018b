// Small helpers around the document; no text ever becomes HTML.
export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  made.dir = "auto"; // Arabic runs from right to left, and the numbers in it must not
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function telephoneLink(number, label = number, className = "") {
  const anchor = element("a", className, label);
  anchor.href = `tel:${number.replace(/[^\d+]/g, "")}`;
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
