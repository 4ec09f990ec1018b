// The page around the conversation: its sentences and options in its language, and where Lotte lives.

/**
 * @param {object} data as GET /api/seite gives it
 * @param {string} base "" on Lotte's own pages, else Lotte's origin
 * @param {(sentence: string) => void} tell says something in passing, to ears too
 */
export function pageOf(data, base, tell) {
  const numbers = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 1 });
  const dates = new Intl.DateTimeFormat(data.locale, { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" });
  let count = 0;
  return {
    base,
    tell,
    foreign: Boolean(base),
    language: data.language,
    chosen: data.chosen,
    handover: data.handover,
    lang: data.lang,
    direction: data.direction,
    options: data.options,
    maxCharacters: data.max_characters,
    /** The sentence with its {placeholders} filled. */
    t(key, values = {}) {
      return data.sentences[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    },
    /** An address of Lotte's in the language of the page. */
    link(path) {
      const address = base + path;
      return data.chosen ? `${address}${address.includes("?") ? "&" : "?"}sprache=${data.language}` : address;
    },
    number: (value) => numbers.format(value),
    date: (iso) => dates.format(new Date(iso)),
    /** A number nobody else has: for ids. */
    next: () => (count += 1),
  };
}
