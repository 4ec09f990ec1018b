// Writes what we ship from other people's packages: `make vendor`. Nothing here runs when Lotte runs.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { kernCss } from "./kern.mjs";
import { fonts } from "./schrift.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..", "..");
const PACKAGES = join(HERE, "node_modules");
const STATIC = "bot/gateway/static/vendor";
const TEAM = "bot/review/static/vendor";
const TESTS = "tests/browser/vendor";

const { version, license } = about("@kern-ux/native");
const kern = join(PACKAGES, "@kern-ux/native/dist");
const note = "erzeugt mit „make vendor“ (scripts/vendor), nicht von Hand ändern";

const files = new Map();
files.set(`${STATIC}/kern.css`, Buffer.from(
  `/*! @kern-ux/native ${version}, Lizenz ${license} (KERN-Team), verkleinert und für Shadow DOM ergänzt; ${note} */\n` +
  `${await kernCss(readFileSync(join(kern, "kern.min.css"), "utf8"))}\n`));
for (const [name, content] of await fonts((weight) => readFileSync(join(kern, `fonts/fira-sans/FiraSans-${weight}.woff2`)))) {
  const header = `/*! Fira Sans aus @kern-ux/native ${version}, Lizenz OFL-1.1 (OFL.txt), verkleinert; ${note} */\n`;
  files.set(`${STATIC}/${name}`, name.endsWith(".css") ? Buffer.concat([Buffer.from(header), content]) : content);
}
files.set(`${STATIC}/OFL.txt`, readFileSync(join(HERE, "OFL.txt")));
files.set(`${TEAM}/htmx.min.js`, readFileSync(join(PACKAGES, "htmx.org/dist/htmx.min.js")));
files.set(`${TESTS}/axe.min.js`, readFileSync(join(PACKAGES, "axe-core/axe.min.js")));

for (const folder of [STATIC, TEAM, TESTS]) {
  rmSync(join(ROOT, folder), { recursive: true, force: true });
  mkdirSync(join(ROOT, folder), { recursive: true });
}
for (const [path, content] of files) writeFileSync(join(ROOT, path), content);
writeFileSync(join(ROOT, STATIC, "vendor.json"), JSON.stringify({
  pakete: {
    "@kern-ux/native": { version, license },
    "axe-core": about("axe-core"),
    "htmx.org": about("htmx.org"),
    "Fira Sans": { version: "4.106", license: "OFL-1.1" },
  },
  dateien: Object.fromEntries([...files].map(([path, content]) => [path, sha256(content)])),
}, null, 2) + "\n");

/** @returns {{version: string, license: string}} what the installed package says of itself */
function about(name) {
  const { version, license } = JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8"));
  return { version, license };
}

/** @returns {string} hexadecimal digest */
function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}
