// The catalogue in the browser, in parts: a page's scripts import the parts it speaks (`addPart`), and
// these are loaded in the page's language before it hydrates. Another language comes by one import a
// part when it is chosen, and nothing asks the server.
import { useSyncExternalStore } from "react";

const languages = __LANGUAGES__; // tag → [direction, tongue]
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
const ofPage = onServer ? globalThis.__MJM_LANG ?? fallback : document.documentElement.dataset.language;
let current = ofPage in languages ? ofPage : fallback;

// `lang` is the tongue, for screen readers and fonts; easy French is French, so a second attribute tells it.
const mark = () => {
  const root = document.documentElement;
  [root.dir, root.lang] = languages[current];
  root.dataset.language = current;
};
if (!onServer) mark();

// Parts that nobody reads at first: what they say comes once the page rests, or as soon as one asks for it.
const waiting = new Set();
const REST_MS = 2000;
let bringing = null;
const bringAll = async () => {
  for (const part of waiting) {
    await loadPart(part, current in part.loaders ? current : fallback);
    waiting.delete(part);
    parts.push(part);
  }
  makers = {};
  for (const listener of listeners) listener();
};
const bring = () =>
  (bringing ??= bringAll()
    .catch((error) => console.warn("messages wait for the network:", error)) // whoever asks next tries again
    .finally(() => {
      bringing = null;
    }));

// Resolves when the part's messages can be read in the language of the moment. Desks speak fewer
// languages: whoever comes to one in another reads it, and what is around it, in the first.
export const addPart = async (loaders) => {
  const part = { loaders, has: new Set() };
  if (onServer) for (const tag of Object.keys(loaders)) await loadPart(part, tag);
  else if (!(current in loaders)) await speak(fallback);
  // Whoever goes on to a page by hand has its errors with it: the network may be gone before the page rests.
  const others = !onServer && navigator.userActivation?.hasBeenActive && waiting.size ? bring() : null;
  while (!part.has.has(current) && current in loaders) await loadPart(part, current);
  await others;
  parts.push(part);
};

export const addLater = async (loaders) => {
  if (onServer) return addPart(loaders);
  waiting.add({ loaders, has: new Set() });
  setTimeout(bring, REST_MS);
};

// Say everything in a language from now on.
const speak = async (tag) => {
  // A page opened meanwhile brings a part of its own.
  const due = () => parts.filter((part) => tag in part.loaders && !part.has.has(tag));
  while (due().length) await Promise.all(due().map((part) => loadPart(part, tag)));
  current = tag;
  mark();
  for (const listener of listeners) listener();
};

await addPart(__COMMON__);

// As it is written in Europe: the day before the month, and the digits that are read around here.
const regional = { en: "en-GB", pt: "pt-PT", ar: "ar-u-nu-latn" };
const region = (tag) => regional[tag] ?? languages[tag][1];
const rules = {};
const category = (tag, n) => (rules[tag] ??= new Intl.PluralRules(region(tag))).select(n);
const numbers = {};
// A small whole number is shown as it is: making a formatter takes a phone longer.
const asItIs = (n) => Number.isInteger(n) && n >= 0 && n < 1000;
const number = (tag, n) => (asItIs(n) ? String(n) : (numbers[tag] ??= new Intl.NumberFormat(region(tag))).format(n));
const dateStyles = {
  short: { day: "numeric", month: "short" },
  long: { day: "numeric", month: "long", year: "numeric" },
  day: { weekday: "long", day: "numeric", month: "long" },
  weekday: { weekday: "long" },
  month: { month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
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

// A name written the other way round stands by itself in its sentence: a Latin company in Arabic, an
// Arabic word in French.
const fromTheRight = /[\u0591-\u07ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const fromTheLeft = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/;
const apart = (tag, text) =>
  (languages[tag][0] === "rtl" ? fromTheLeft : fromTheRight).test(text) ? `\u2068${text}\u2069` : text;

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
    if (kind === "v") out += typeof value === "number" ? number(tag, value) : apart(tag, String(value ?? ""));
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
    if (message === undefined && waiting.size) bring();
    return message === undefined ? "" : render(message, params, tag);
  };
  t.lang = tag;
  return t;
};
let makers = {}; // each anew when messages came: whoever reads is told by another function
const tFor = (tag) => (makers[tag] ??= makeT(tag));

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const snapshot = () => current;
const serverSnapshot = () => (onServer ? globalThis.__MJM_LANG ?? fallback : ofPage in languages ? ofPage : fallback);

export const useT = () => useSyncExternalStore(subscribe, () => tFor(snapshot()), () => tFor(serverSnapshot()));
export const useLanguage = () => useSyncExternalStore(subscribe, snapshot, serverSnapshot);
export const translate = (key, params) => tFor(current)(key, params);

// A choice of the reader's: said at once, and kept in this browser.
export const setLanguage = async (tag) => {
  if (!(tag in languages)) return;
  await speak(tag);
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `mjm_lang=${tag}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
};
