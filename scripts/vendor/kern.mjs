// KERN, cut down to what Lotte uses, and made to work inside a shadow root.
import { formatHex } from "culori";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

// Classes by the start of their name. The list is fixed on purpose: a template may use any of these without a new build.
const COMPONENTS = [
  "accordion", "alert", "badge", "body", "btn", "card", "description-list", "dialog", "divider", "error", "fieldset",
  "form-check", "form-input", "heading", "hgroup", "hint", "icon", "input-group", "kopfzeile", "label", "layer", "level",
  "link", "list", "loader", "preline", "progress", "sr-only", "subline", "table", "title",
];
const WHOLE_NAMES = ["kern-container", "kern-container-fluid", "kern-dark", "kern-light", "kern-number"];
const ICONS = [
  "account-circle", "add", "arrow-back", "arrow-down", "arrow-forward", "arrow-up", "autorenew", "calendar-today",
  "check", "checklist", "chevron-left", "chevron-right", "close", "content-copy", "danger", "dark-mode", "dehaze",
  "delete", "download", "easy-language", "edit", "help", "home", "info", "language", "light-mode", "mail", "more-vert",
  "open-in-new", "question-mark", "search", "success", "visibility", "warning",
];
const ICON_SIZES = ["small", "default", "large", "x-large"];
const TAGS = "a body html legend li p picture img svg video canvas select summary label input textarea ul ol span i area " +
  "iframe progress";
// What our own style sheets may ask for; the shades behind them stay as far as these need them.
const TOKENS = /^--kern-(color-(layout|action|feedback|decorative|form|white|black)|metric|typography|shadow|font-size|\d)/;

/**
 * @param {string} source kern.min.css
 * @returns {Promise<string>} the reduced style sheet, without header
 */
export async function kernCss(source) {
  const adapted = postcss([repairTokens, olderPhones, intoShadowRoots, systemColours]).process(source, { from: undefined });
  const [{ css }] = await new PurgeCSS().purge({
    content: [{ raw: "", extension: "html" }],
    css: [{ raw: adapted.css }],
    keyframes: true,
    variables: true,
    dynamicAttributes: ["data-kern-theme", "tabindex", "href", "contentEditable", "disabled", "aria-disabled", "open",
      "class", "type", "value", "readonly", "aria-readonly", "multiple", "size"],
    safelist: {
      standard: [...TAGS.split(" "), ...WHOLE_NAMES, "*", ":root", ":host", componentClass()],
      variables: [TOKENS],
    },
  });
  return postcss([dropEmpty]).process(css, { from: undefined }).css.replace(/^@charset "UTF-8";/, "");
}

/** @returns {RegExp} every class of the listed components; of the icons only the listed ones. */
function componentClass() {
  const icons = `icon(--(${[...ICONS, ...ICON_SIZES].join("|")}))?$`;
  const others = COMPONENTS.filter((name) => name !== "icon").map((name) => `${name}(?![a-z])`);
  return new RegExp(`^kern-(${[icons, ...others].join("|")})`);
}

// KERN 2.7.2 writes "color-color" once; without the right name, buttons on the page itself keep the light theme's colour.
const repairTokens = {
  postcssPlugin: "repair-tokens",
  Declaration(declaration) {
    declaration.prop = declaration.prop.replace("--kern-color-color-", "--kern-color-");
    // rem is the foreign page's affair: whoever loads this into a shadow root may set --lotte-rem to what 1 rem should be
    if (declaration.prop.startsWith("--kern-") && /^[\d.]+rem$/.test(declaration.value)) {
      const factor = Number.parseFloat(declaration.value);
      declaration.value = factor === 0 ? "0rem" : `calc(${factor}*var(--lotte-rem,1rem))`;
    }
  },
};

// Browsers before 2023 know no oklch() and would show no colour at all; sRGB is what their screens have anyway.
const olderPhones = {
  postcssPlugin: "older-phones",
  Declaration(declaration) {
    declaration.value = declaration.value.replace(/oklch\([\d.%\s]+\)/g, (colour) => formatHex(colour));
  },
};

// Tokens hang on :root, on body and on [data-kern-theme]; inside a shadow root their place is the host element.
const intoShadowRoots = {
  postcssPlugin: "into-shadow-roots",
  Once(root) {
    root.walkRules((rule) => {
      if (!rule.some((node) => node.type === "decl" && node.prop.startsWith("--"))) return;
      const hosts = [];
      if (rule.selectors.includes(":root")) hosts.push(":host");
      if (rule.selector.startsWith(":is(body")) {
        hosts.push(":host");
        rule.before(postcss.comment({ text: "purgecss ignore" })); // it takes :is(…):not(…) for unused
      }
      for (const theme of ["light", "dark"]) {
        if (rule.selectors.includes(`[data-kern-theme=${theme}]`)) hosts.push(`:host([data-kern-theme=${theme}])`);
      }
      rule.selectors = [...rule.selectors, ...hosts];
    });
  },
};

// KERN paints icons and lines white in forced colours, which nobody sees on a white contrast theme.
const systemColours = {
  postcssPlugin: "system-colours",
  Once(root) {
    root.walkAtRules("media", (media) => {
      if (!media.params.includes("forced-colors")) return;
      media.walkDecls("background-color", (declaration) => {
        if (declaration.value === "var(--kern-color-white)") declaration.value = "CanvasText";
      });
    });
  },
};

const dropEmpty = {
  postcssPlugin: "drop-empty",
  OnceExit(root) {
    root.walkComments((comment) => void comment.remove());
    root.walkAtRules("media", (media) => void (media.nodes.length || media.remove()));
  },
};
