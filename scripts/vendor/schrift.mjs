// Fira Sans in two weights, one file for Latin letters and one for Cyrillic ones.
import subsetFont from "subset-font";

const WEIGHTS = { 400: "Regular", 600: "SemiBold" };
const SCRIPTS = {
  // German, Turkish, Polish and their neighbours; dashes, quotes, €, arrows
  latin: "U+0020-007E,U+00A0-017F,U+0218-021B,U+02C6,U+02DA,U+02DC,U+1E9E,U+2010,U+2012-2015,U+2018-201E,U+2020-2022," +
    "U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212",
  // Russian, Ukrainian and their neighbours
  kyrillisch: "U+0301,U+0400-045F,U+0490,U+0491,U+2116",
};
// Kerning, accents, figures; small capitals and the like would double the files
const FEATURES = ["kern", "mark", "mkmk", "ccmp", "calt", "liga", "locl", "lnum", "tnum", "case"];
const COPYRIGHT_AND_LICENCE = [0, 13, 14];

/**
 * @param {(weight: string) => Buffer} read gives the complete font of a weight ("Regular")
 * @returns {Promise<Map<string, Buffer>>} file name to content, the style sheet without header among them
 */
export async function fonts(read) {
  const files = new Map();
  const rules = [];
  for (const [weight, name] of Object.entries(WEIGHTS)) {
    for (const [script, range] of Object.entries(SCRIPTS)) {
      const file = `fira-sans-${script}-${weight}.woff2`;
      const options = { targetFormat: "woff2", keepFeatures: FEATURES, noHinting: true, preserveNameIds: COPYRIGHT_AND_LICENCE };
      files.set(file, await subsetFont(read(name), lettersOf(range), options));
      rules.push(`@font-face{font-family:"Fira Sans";font-style:normal;font-weight:${weight};font-display:swap;` +
        `src:url("${file}") format("woff2");unicode-range:${range}}`);
    }
  }
  files.set("schrift.css", Buffer.from(rules.join("\n") + "\n"));
  return files;
}

/** @returns {string} all characters of a CSS unicode-range */
function lettersOf(range) {
  return range.split(",").map((part) => {
    const [first, last = first] = part.slice(2).split("-").map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join("");
  }).join("");
}
