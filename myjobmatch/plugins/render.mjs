// Renders every prerendered page once a language, from the server bundle of the build.
// node render.mjs CLIENT_DIR LANGUAGES(json: {tag: {direction, tongue, desks}}) DESKS(json: [prefix])
// Pages of desks are written in the languages that desks speak. Writes CLIENT_DIR/_<tag>/<page>.html and says how many pages it wrote.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "react-router";

const client = process.argv[2];
const [languages, desks] = process.argv.slice(3).map((text) => JSON.parse(text));
const atDesk = (page) => desks.some((desk) => `/${page}/`.startsWith(`${desk}/`));
const bundle = await import(pathToFileURL(join(client, "..", "server", "index.js")).href);

const pages = [];
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith("_")) walk(path);
    else if (entry.name === "index.html") pages.push(relative(client, dirname(path)));
  }
};
walk(client);

const handler = createRequestHandler(bundle, "production");
let written = 0;
const write = (tag, name, html) => {
  const file = join(client, `_${tag}`, `${name}.html`);
  mkdirSync(dirname(file), { recursive: true });
  const { direction, tongue } = languages[tag];
  const head = `<html lang="${tongue}" dir="${direction}" data-language="${tag}"`;
  const marked = html.replace(/<html[^>]*>/, (found) => head + found.slice(5).replace(/ (lang|dir)="[^"]*"/g, ""));
  if (!marked.includes(head)) throw new Error(`no <html> in ${name}`);
  writeFileSync(file, marked);
  written += 1;
};

for (const tag of Object.keys(languages)) {
  globalThis.__MJM_LANG = tag;
  for (const page of pages) {
    if (atDesk(page) && !languages[tag].desks) continue;
    const request = new Request(`http://localhost/${page}`, { headers: { "X-React-Router-Prerender": "yes" } });
    const answer = await handler(request);
    const html = await answer.text();
    if (answer.status !== 200) throw new Error(`${tag} /${page}: status ${answer.status}`);
    write(tag, page || "index", html);
  }
}
console.log(JSON.stringify({ written_count: written }));
