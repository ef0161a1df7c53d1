// The catalogue in the browser, in parts: a page's scripts import the parts it speaks (`addPart`), and
// these are loaded in the page's language before it hydrates. Another language comes by one import a
// part when it is chosen, and nothing asks the server.
import { useSyncExternalStore } from "react";

const directions = __DIRECTIONS__;
const fallback = __DEFAULT__;
const tables = {};
const parts = [];
const listeners = new Set();
const onServer = typeof document === "undefined";

const loadPart = async (part, tag) => {
  if (part.has.has(tag)) return;
  const messages = (await part.loaders[tag]()).default;
  tables[tag] = { ...tables[tag], ...messages };
  part.has.add(tag);
};

// The page's HTML is written in one language: hydration must speak the same.
const ofPage = onServer ? globalThis.__MJM_LANG ?? fallback : document.documentElement.lang;
let current = ofPage in directions ? ofPage : fallback;

if (!onServer) {
  document.documentElement.lang = current;
  document.documentElement.dir = directions[current];
}

// Resolves when the part's messages can be read in the language of the moment.
export const addPart = async (loaders) => {
  const part = { loaders, has: new Set() };
  parts.push(part);
  if (onServer) for (const tag of Object.keys(directions)) await loadPart(part, tag);
  while (!part.has.has(current)) await loadPart(part, current);
};

await addPart(__COMMON__);

// English as it is written in Europe: the day before the month, 24 hours.
const regional = { en: "en-GB" };
const region = (tag) => regional[tag] ?? tag;
const rules = {};
const category = (tag, n) => (rules[tag] ??= new Intl.PluralRules(tag)).select(n);
const numbers = {};
// Languages written from the left show a small whole number as it is; making a formatter takes a phone longer.
const asItIs = (tag, n) => Number.isInteger(n) && n >= 0 && n < 1000 && directions[tag] === "ltr";
const number = (tag, n) => (asItIs(tag, n) ? String(n) : (numbers[tag] ??= new Intl.NumberFormat(region(tag))).format(n));
const dateStyles = {
  short: { day: "numeric", month: "short" },
  long: { day: "numeric", month: "long", year: "numeric" },
  day: { weekday: "long", day: "numeric", month: "long" },
  time: { hour: "2-digit", minute: "2-digit" },
};
const dates = {};
const date = (tag, value, style) => {
  if (value === null || value === undefined || value === "") return "";
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return String(value);
  const id = tag + style;
  dates[id] ??= new Intl.DateTimeFormat(region(tag), { ...dateStyles[style], timeZone: "Europe/Paris" });
  return dates[id].format(moment);
};

const render = (parts, params, tag, count) => {
  if (typeof parts === "string") return parts;
  let out = "";
  for (const part of parts) {
    if (typeof part === "string") {
      out += part;
      continue;
    }
    const [kind, name, detail] = part;
    if (kind === "#") {
      out += number(tag, count);
      continue;
    }
    const value = params?.[name];
    if (kind === "v") out += typeof value === "number" ? number(tag, value) : (value ?? "");
    else if (kind === "n") out += number(tag, value);
    else if (kind === "d") out += date(tag, value, detail);
    else if (kind === "p")
      out += render(detail["=" + value] ?? detail[category(tag, value)] ?? detail.other, params, tag, value);
    else out += render(detail[value] ?? detail.other, params, tag, count);
  }
  return out;
};

const makeT = (tag) => {
  const t = (key, params) => {
    const message = tables[tag]?.[key] ?? tables[fallback]?.[key];
    return message === undefined ? "" : render(message, params, tag);
  };
  t.lang = tag;
  return t;
};
const makers = {};
const tFor = (tag) => (makers[tag] ??= makeT(tag));

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const snapshot = () => current;
const serverSnapshot = () => (onServer ? globalThis.__MJM_LANG ?? fallback : ofPage in directions ? ofPage : fallback);

export const useT = () => tFor(useSyncExternalStore(subscribe, snapshot, serverSnapshot));
export const useLanguage = () => useSyncExternalStore(subscribe, snapshot, serverSnapshot);
export const translate = (key, params) => tFor(current)(key, params);

export const setLanguage = async (tag) => {
  if (!(tag in directions)) return;
  // A page opened meanwhile brings a part of its own.
  while (!parts.every((part) => part.has.has(tag))) await Promise.all(parts.map((part) => loadPart(part, tag)));
  current = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = directions[tag];
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `mjm_lang=${tag}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  for (const listener of listeners) listener();
};
