// Brings one message to Lotte: sent once, and once more if the net was gone; never answered twice.
const SECONDS = 30;
const PAUSE = 3000;
const PATIENCE = 20_000; // so long a parent waits for the net before the numbers of people are named

/** A random id (UUID 4); crypto.randomUUID exists on https pages only. */
export function messageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Sends a message. The server tells by its id that it is the same one, so a second try can never count twice.
 * @param {{base: string, foreign: boolean, session: string|null}} line base: "" on Lotte's own pages, else Lotte's origin
 * @param {object} message with `id` and text, choice or change
 * @param {() => void} onLost called when the first try was lost and a second one will follow
 * @returns {Promise<{answer: object}|{error: string}|{lost: true}>}
 */
export async function deliver(line, message, onLost) {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      return await post(line, message);
    } catch {
      if (attempt) break;
      onLost();
      await netIsBack();
    }
  }
  return { lost: true };
}

async function post({ base, foreign, session }, message) {
  const headers = { "Content-Type": "application/json" };
  if (foreign && session) headers["X-Lotte-Session"] = session;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), SECONDS * 1000);
  try {
    const response = await fetch(`${base}/api/chat`, {
      method: "POST",
      headers,
      credentials: foreign ? "omit" : "same-origin",
      body: JSON.stringify(message),
      signal: giveUp.signal,
    });
    const answer = await response.json(); // a proxy's error page is no answer: counts as lost
    return response.ok ? { answer } : { error: answer.error.message, again: response.status >= 429 };
  } finally {
    clearTimeout(timer);
  }
}

function netIsBack() {
  return new Promise((resolve) => {
    const offline = navigator.onLine === false;
    if (offline) addEventListener("online", () => resolve(), { once: true });
    setTimeout(resolve, offline ? PATIENCE : PAUSE);
  });
}
