// Reads a part of the page aloud by the browser's own voices (Web Speech): nothing is sent by us. Each piece
// is spoken in its own language, the page's or the one its `lang` says. Hidden where no voice could.
import { useEffect, useState, useSyncExternalStore } from "react";
import Square from "lucide-react/dist/esm/icons/square.mjs";
import Volume2 from "lucide-react/dist/esm/icons/volume-2.mjs";
import { useLanguage, useT } from "$/utils/mjm/i18n";

const LONGEST = 180; // some voices fall silent within a long utterance
const SKIPPED = "button, svg, script, [hidden], [aria-hidden='true'], [data-unspoken]";
const SLOWER = { "fr-falc": 0.85 };

const tongueOf = (tag) => (tag ?? "").replace("_", "-").toLowerCase().split("-")[0];

// --- voices ----------------------------------------------------------------------------------

// A browser starts its voices when it is asked for them: once it has a moment.
const PATIENCE_MS = 500;
const whenIdle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: PATIENCE_MS }) : setTimeout(work));
let synth;
let asked = false;
const waiting = new Set();
const heard = () => waiting.forEach((listener) => listener());
const ask = () => {
  synth = window.speechSynthesis;
  if (!synth) return;
  synth.addEventListener?.("voiceschanged", heard);
  addEventListener("pagehide", stop);
  heard();
};
const onVoices = (listener) => {
  waiting.add(listener);
  if (!asked) whenIdle(ask);
  asked = true;
  return () => waiting.delete(listener);
};
const tongues = () => [...new Set((synth?.getVoices() ?? []).map((voice) => tongueOf(voice.lang)))].join(" ");

const voiceFor = (tongue) => {
  const fitting = synth.getVoices().filter((voice) => tongueOf(voice.lang) === tongue);
  return fitting.find((voice) => voice.localService) ?? fitting[0];
};

// --- what is said ----------------------------------------------------------------------------

const sentences = (text) => {
  const whole = text.match(/[^.!?…؟\n]+[.!?…؟]*/g) ?? [];
  return whole.flatMap((one) => one.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.+`, "g")) ?? []).map((one) => one.trim());
};

// Names and labels that no catalogue has in a tongue of other letters are French.
const LETTERS = { ar: /\p{Script=Arabic}/u, uk: /\p{Script=Cyrillic}/u };
const written = (text, tongue) => (tongue in LETTERS && /\p{L}/u.test(text) && !LETTERS[tongue].test(text) ? "fr" : tongue);

// [{tongue, text}] in the order of reading; a block is a breath of its own, what is folded stays silent.
const spokenOf = (root) => {
  const said = [];
  let tongue = tongueOf(root.closest("[lang]")?.lang);
  let text = "";
  const flush = () => {
    for (const one of sentences(text.replace(/[\t\r ]+/g, " ")))
      if (/[\p{L}\p{N}]/u.test(one)) said.push({ tongue: written(one, tongue), text: one });
    text = "";
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      text += node.data;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SKIPPED)) return;
    if (node.parentElement?.matches("details:not([open])") && node.tagName !== "SUMMARY") return;
    const display = getComputedStyle(node).display;
    if (display === "none") return;
    const before = tongue;
    const block = !display.startsWith("inline") || node.matches(".badge, .chip");
    if (block || node.lang) flush();
    if (node.lang) tongue = tongueOf(node.lang);
    for (const child of node.childNodes) walk(child);
    if (block || node.lang) flush();
    tongue = before;
  };
  for (const child of root.childNodes) walk(child);
  flush();
  return said;
};

// --- reading ---------------------------------------------------------------------------------

let reading = null; // the mark of the button that was tapped
const listeners = new Set();
const setReading = (mark) => {
  reading = mark;
  for (const listener of listeners) listener();
};
const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const stop = () => {
  if (!reading) return;
  setReading(null);
  synth.cancel();
};

const read = (mark, root, rate) => {
  stop();
  const todo = spokenOf(root)
    .map((piece) => ({ ...piece, voice: voiceFor(piece.tongue) }))
    .filter((piece) => piece.voice);
  if (!todo.length) return;
  setReading(mark);
  const done = () => reading === mark && setReading(null);
  for (const [index, { text, voice }] of todo.entries()) {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = rate;
    if (index === todo.length - 1) utterance.onend = done;
    utterance.onerror = done;
    synth.speak(utterance);
  }
};

// Reads the nearest part around it that is marked `data-listen`. `also` is a tongue besides the page's
// that the part holds, as the offers' French.
export const Listen = ({ also = "", className = "" }) => {
  const t_ = useT();
  const language = useLanguage();
  const [mark] = useState(() => ({}));
  const known = useSyncExternalStore(onVoices, tongues, () => "").split(" ");
  const now = useSyncExternalStore(subscribe, () => reading, () => null);
  // What was begun in another language, or on a card that is gone, is not read to its end.
  useEffect(
    () => () => {
      if (reading === mark) stop();
    },
    [language],
  );
  if (![tongueOf(language), also].some((tongue) => tongue && known.includes(tongue))) return null;
  const on = now === mark;
  const tap = ({ currentTarget }) => (on ? stop() : read(mark, currentTarget.closest("[data-listen]"), SLOWER[language] ?? 1));
  const name = on ? t_("common.listen_stop") : t_("common.listen");
  return (
    <button type="button" className={`btn btn-quiet listen ${className}`} title={name} aria-label={name} aria-pressed={on} onClick={tap}>
      {on ? <Square size={20} aria-hidden="true" /> : <Volume2 size={20} aria-hidden="true" />}
      <span className="listen-word" aria-hidden="true">{name}</span>
    </button>
  );
};
