// "Im Messenger weiter": fetches a one-time code and shows the ways into a messenger. Loaded when a parent asks for it.
import { button, element, said } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Opens the dialog, or says that it does not work just now.
 * @param {object} page sentences
 * @param {{base: string, foreign: boolean, session: string|null}} line as in sending.js
 * @param {HTMLElement} opener gets the focus back
 */
export async function showWays(page, line, opener) {
  let offer;
  try {
    offer = await fetched(line);
  } catch {
    page.tell(page.t("chat_weiter_geht_nicht"));
    return;
  }
  const dialog = made(offer, page);
  dialog.addEventListener("close", () => { dialog.remove(); opener.focus(); });
  opener.closest(".lotte").append(dialog);
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
}

async function fetched({ base, foreign, session }) {
  const response = await fetch(`${base}/api/weiter`, {
    method: "POST",
    headers: foreign && session ? { "X-Lotte-Session": session } : {},
    credentials: foreign ? "omit" : "same-origin",
    signal: AbortSignal.timeout?.(15_000),
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function made({ code, minutes, ways }, page) {
  const dialog = element("dialog", "kern-dialog aendern weiterwege");
  const title = element("h2", "kern-title", page.t("chat_weiter"));
  title.id = `weiter-${page.next()}`;
  dialog.setAttribute("aria-labelledby", title.id);
  const body = element("form", "kern-dialog__body");
  body.method = "dialog";
  const list = element("ul");
  for (const way of ways) list.append(row(way, code, page));
  list.querySelector("a").autofocus = true; // not the whole dialog, which can be scrolled
  body.append(title, said("p", "kern-body", page.t("chat_weiter_text", { minuten: minutes })), list);
  const close = button(page.t("chat_schliessen"), { kind: "tertiary" });
  close.addEventListener("click", () => dialog.close());
  body.append(close);
  dialog.append(body);
  return dialog;
}

function row(way, code, page) {
  const item = element("li");
  const open = button(page.t("chat_weiter_oeffnen", { plattform: way.name }), { kind: "primary", icon: "open-in-new", href: way.href });
  Object.assign(open, { target: "_blank", rel: "noopener noreferrer" });
  item.append(open);
  if (!way.hands_over) item.append(said("p", "kern-body", page.t("chat_weiter_code", { code })));
  const photo = element("div", "abfotografieren");
  photo.append(said("p", "kern-body", page.t("chat_weiter_qr_text")), drawing(way, page));
  item.append(photo);
  return item;
}

function drawing({ name, qr }, page) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "qr");
  svg.setAttribute("viewBox", `0 0 ${qr.size} ${qr.size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", page.t("chat_weiter_qr", { plattform: name }));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("stroke", "#000");
  path.setAttribute("d", qr.path);
  svg.append(path);
  return svg;
}
