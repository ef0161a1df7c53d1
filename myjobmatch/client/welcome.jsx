// The first minutes after coming in: three cards to try the gestures on, and small questions one at a time.
import { useState } from "react";
import { useLanguage } from "$/utils/mjm/i18n";
import { act, note, useStore } from "./store.js";
import { SwipeDeck } from "./swipe_deck.jsx";

const remember = (name, value) => note((state) => ({ ...state, noted: { ...state.noted, [name]: value } }));

// `lessons` [{id, title, way}]; the real deck's component, on cards that decide nothing.
export const Lessons = ({ lessons, names, children, said, other, finish }) => {
  const [left, setLeft] = useState(lessons.map((one) => one.id));
  const [told, tell] = useState("");
  const cards = lessons.filter((one) => left.includes(one.id));
  const decide = (id, kind) => {
    const lesson = lessons.find((one) => one.id === id);
    tell(lesson.way === kind || lesson.way === "any" ? said : other);
    const rest = left.filter((one) => one !== id);
    setLeft(rest);
    if (!rest.length) {
      remember("lessons", true);
      finish?.();
    }
  };
  const undo = () => {
    const before = lessons.filter((one) => !left.includes(one.id)).at(-1);
    if (before) setLeft(lessons.map((one) => one.id).filter((id) => id === before.id || left.includes(id)));
  };
  return (
    <>
      <p role="status" className="lessons-told">{told}</p>
      {cards.length > 0 && (
        <SwipeDeck cards={cards} names={names} decide={decide} undo={undo} open={(id) => decide(id, "any")}>
          {children}
        </SwipeDeck>
      )}
    </>
  );
};
export const skipLessons = () => remember("lessons", true);
export const lessonsAgain = () => remember("lessons", false);

// --- small questions ---------------------------------------------------------------------------

const AGAIN = 2 * 86_400_000; // "not now" is not "never"
const pick = (what, value, picked) => () => act("pick", { what, value, picked }, { label: "" });
const nothing = () => {};
const QUESTIONS = [
  { key: "weekend", known: (p) => p.refused_schedules.includes("weekend"), yes: pick("refused_schedules", "weekend", false), no: pick("refused_schedules", "weekend", true) },
  { key: "evening", known: (p) => p.refused_schedules.includes("evening"), yes: pick("refused_schedules", "evening", false), no: pick("refused_schedules", "evening", true) },
  { key: "licence", known: (p) => p.licences.includes("b"), yes: pick("licences", "b", true), no: nothing },
  { key: "bike", known: (p) => p.modes.includes("bike"), yes: pick("modes", "bike", true), no: nothing },
  { key: "transit", known: (p) => p.modes.includes("transit"), yes: pick("modes", "transit", true), no: nothing },
  { key: "apprenticeship", known: (p) => p.contracts.includes("apprenticeship"), yes: pick("contracts", "apprenticeship", true), no: nothing },
  { key: "immersion", known: (p) => p.contracts.includes("immersion"), yes: pick("contracts", "immersion", true), no: nothing },
];
const answered = (noted, key) => ["yes", "no"].includes(noted.asked?.[key]?.said);
const putOff = (noted, key, now) => noted.asked?.[key]?.said === "later" && now - noted.asked[key].at < AGAIN;

// The question of the moment (`key`, empty for none), and how many are behind.
export const useSmall = () => {
  const { ready, profile, noted } = useStore();
  const now = Date.now();
  const known = QUESTIONS.filter(({ key, known }) => answered(noted, key) || (profile && known(profile)));
  const open = QUESTIONS.filter((one) => !known.includes(one) && !putOff(noted, one.key, now));
  return { key: ready && open.length ? open[0].key : "", done: known.length, total: QUESTIONS.length };
};

export const answerSmall = (key, said) => {
  const question = QUESTIONS.find((one) => one.key === key);
  if (!question) return;
  if (said !== "later") question[said]();
  note((state) => ({ ...state, noted: { ...state.noted, asked: { ...state.noted?.asked, [key]: { said, at: Date.now() } } } }));
  // The question goes, and its buttons with it: the next one takes the focus.
  requestAnimationFrame(() => document.getElementById("small-question")?.focus({ preventScroll: true }));
};

// --- what one agreed to ------------------------------------------------------------------------

export const useAgree = () => {
  const language = useLanguage();
  return (given) => {
    const { version } = document.getElementById("agreement-text").dataset;
    return act("agree", { given, text_version: version, language });
  };
};
export const requestSeen = (what) => remember("request", what);
export const useSeen = () => {
  const { me, noted } = useStore();
  return { request: Boolean(me.request) && noted.request === `${me.request.status} ${me.request.structure}` };
};
