// The profile's pages: which step the address names, and the few controls that think for themselves.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLocation } from "react-router";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-youth-profile";
import { STEPS } from "./profile.js";
import { act, useStore } from "./store.js";

const SPACE = "/mon-espace";
const PROFILE = "/mon-espace/profil";

// The step of `/mon-espace/profil#skills`; the back button goes to the one before.
export const useStep = () => {
  const { hash } = useLocation();
  const at = Math.max(0, STEPS.indexOf(hash.slice(1)));
  const after = STEPS[at + 1];
  return { key: STEPS[at], number: at + 1, next: after ? `${PROFILE}#${after}` : SPACE, last: !after };
};

// Another step is another page to who reads it: from its top, title first.
export const StepTop = () => {
  const { key } = useStep();
  const before = useRef(key);
  useEffect(() => {
    if (before.current === key) return;
    before.current = key;
    scrollTo(0, 0);
    document.querySelector("#main h1")?.focus({ preventScroll: true });
    forgetRemoved();
  }, [key]);
  return null;
};

// --- chips -----------------------------------------------------------------------------------

let removed = null;
const listeners = new Set();
const setRemoved = (value) => {
  removed = value;
  for (const listener of listeners) listener();
};
const forgetRemoved = () => removed && setRemoved(null);
const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

// The word taken out last, while it can be put back; null for none.
export const useRemoved = () => useSyncExternalStore(subscribe, () => removed, () => null);

const send = ({ what, value, label, origin }, picked) =>
  act("pick", { what, value, picked, ...(origin && { origin }) }, { label });

export const pick = (what, value, picked, label = "", origin = "") => {
  send({ what, value, label, origin }, picked);
  if (picked) forgetRemoved();
};

// From the list of what was picked: the way back stays in sight.
export const takeOut = (what, value, label, origin = "") => {
  send({ what, value, label, origin }, false);
  setRemoved({ what, value, label, origin });
};

export const putBack = () => {
  if (removed) send(removed, true);
  setRemoved(null);
};

export const forgetExperience = (id) => act("delete_experience", { experience_id: id });
export const setHome = (place) => act("home", { place }, { commune: place.split(/[(,]/)[0].trim() });
export const setExperience = (experience) => act("profile", { experience }, { experience });
export const setStart = (day) => act("profile", { available_from: day }, { available_from: day });

// --- controls --------------------------------------------------------------------------------

// `onAdded(text, origin)` once it is kept, so that skills can be looked for in it.
export const ExperienceForm = ({ children, onAdded, ...rest }) => {
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = form.elements.namedItem("experience").value.trim();
    if (!text) return form.elements.namedItem("experience").focus();
    const origin = new FormData(form).get("origin") || "other";
    act("add_experience", { text, origin });
    onAdded?.(text, origin);
    form.reset();

    return undefined;
  };
  return (
    <form onSubmit={submit} {...rest}>
      {children}
    </form>
  );
};

const WORDS = [
  [20, "youth.profile.minutes.close"],
  [35, "youth.profile.minutes.around"],
  [50, "youth.profile.minutes.worth"],
  [75, "youth.profile.minutes.far"],
  [Infinity, "youth.profile.minutes.line"],
];
const SETTLE = 300;

export const Minutes = ({ value, labelledBy }) => {
  const t_ = useT();
  const [held, hold] = useState(null);
  const waiting = useRef(0);
  const shown = held ?? value ?? 30;
  const told = held !== null || (value !== null && value !== undefined);
  const words = told ? t_(WORDS.find(([most]) => shown <= most)[1]) : t_("youth.profile.minutes.unset");
  const change = (event) => {
    const minutes = Number(event.target.value);
    hold(minutes);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(
      () => act("profile", { max_minutes: minutes }, { max_minutes: minutes }).then(() => hold(null)),
      SETTLE,
    );
  };
  return (
    <div className="minutes" data-told={told ? "" : undefined}>
      <p className="minutes-said" aria-hidden="true">
        <strong>{told ? t_("youth.profile.minutes.value", { minutes: shown }) : "?"}</strong>
        <span>{words}</span>
      </p>
      <input
        type="range"
        id="minutes"
        min="10"
        max="90"
        step="5"
        value={shown}
        onChange={change}
        aria-labelledby={labelledBy}
        aria-valuetext={told ? `${t_("youth.profile.minutes.value", { minutes: shown })}. ${words}` : words}
        className="slider"
      />
      <p className="minutes-ends" aria-hidden="true">
        <span>10</span>
        <span>{t_("youth.profile.minutes.most")}</span>
      </p>
    </div>
  );
};

// A day is kept once it is whole: typing one passes through days that are not meant.
export const StartDay = ({ value, today }) => {
  const [held, hold] = useState(null);
  const change = ({ target }) => {
    hold(target.value);
    if (target.value >= today) setStart(target.value);
  };
  return (
    <input
      type="date"
      id="start-day"
      min={today}
      value={held ?? value ?? ""}
      onChange={change}
      onBlur={() => hold(null)}
      className="input"
    />
  );
};
