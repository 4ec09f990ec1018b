// What stands below the field: start again, go on in a messenger, delete, and where the page has no foot of its own, the emergency number and who
// is behind Lotte.
import { button, element, said, telephoneLink } from "./dom.js";
import { onChange, saved, savedAddress } from "./merken.js";

/**
 * @param {object} page sentences
 * @param {(command: string) => void} ask sends "neustart" or "loeschen"
 * @param {() => object} line to Lotte, as in sending.js
 * @returns {HTMLElement}
 */
export function tools(page, ask, line) {
  const row = element("div", "werkzeug");
  const restart = button(page.t("chat_von_vorn"), { kind: "tertiary", icon: "autorenew" });
  restart.addEventListener("click", () => ask("neustart"));
  const remove = button(page.t("chat_loeschen"), { kind: "tertiary", icon: "delete" });
  remove.addEventListener("click", () => ask("loeschen"));
  row.append(restart, ...(page.handover ? [onward(page, line)] : []), remove);
  if (page.foreign) row.append(savedLink(page));
  row.append(foot(page));
  return row;
}

// only where a messenger is configured
function onward(page, line) {
  const on = button(page.t("chat_weiter"), { kind: "tertiary", icon: "sprechblase" });
  on.setAttribute("aria-haspopup", "dialog");
  on.addEventListener("click", async () => {
    if (on.getAttribute("aria-busy")) return;
    on.setAttribute("aria-busy", "true");
    try {
      const { showWays } = await import("./handover.js");
      await showWays(page, line(), on);
    } catch { // the script did not arrive
      page.tell(page.t("chat_weiter_geht_nicht"));
    }
    on.removeAttribute("aria-busy");
  });
  return on;
}

function foot(page) {
  const made = element("div", "fuss");
  const emergency = said("span", "", `${page.t("seite_notfall")} `);
  emergency.append(telephoneLink("112", "112", "kern-link"));
  const more = element("details", "rechtliches");
  more.append(said("summary", "kern-link", page.t("chat_mehr")));
  for (const name of ["impressum", "datenschutz", "barrierefreiheit"]) {
    more.append(link(page, page.t(`seite_${name}`), page.link(`/${name}`)));
  }
  made.append(emergency, more);
  return made;
}

// what is saved in the corner of a foreign page is seen on Lotte's own: the address takes it along
function savedLink(page) {
  const made = link(page, "", "");
  const show = () => {
    const ids = saved();
    made.hidden = !ids.length;
    made.textContent = `${page.t("seite_merkliste")} (${ids.length})`;
    made.href = savedAddress(ids, page.link("/merkliste"));
  };
  onChange(show);
  show();
  return made;
}

function link(page, label, href) {
  const made = said("a", "kern-link", label);
  made.href = href;
  if (page.foreign) Object.assign(made, { target: "_blank", rel: "noopener" });
  return made;
}
