// What would open doors: asked of the server when the page is opened, kept to be read without network.
import { useEffect, useState } from "react";
import { useLanguage } from "$/utils/mjm/i18n";
import { act, ask, note, useStore } from "./store.js";

const GOOD_FOR = 15 * 60_000; // offers come and go without this account hearing of it
const DEFAULT_MINUTES = 60;
const WHAT = { skill: "skills", licence: "licences", contract: "contracts", schedule: "refused_schedules" };

const fetchDoors = async (made_for, language) => {
  const url = `/api/v1/hints?${new URLSearchParams({ language })}`;
  const { status, body } = await ask(url, { headers: { accept: "application/json" } });
  if (status !== 200) throw new Error(`hints answered ${status}`);
  const doors = { made_for, at: Date.now(), hints: body.hints };
  await note((state) => (state.account === body.account ? { ...state, doors } : state));
};

// What was tapped is the profile's already, though the server may not have heard of it.
const done = (profile, { kind, value, skill_id }) => {
  if (kind === "skill") return profile.skill_ids.includes(skill_id);
  if (kind === "minutes") return (profile.max_minutes ?? DEFAULT_MINUTES) >= Number(value);
  return profile[WHAT[kind]].includes(value) === (kind !== "schedule");
};

// `{hints, state}`: `some`, `none`, `loading`, or `waiting` for a network.
export const useDoors = () => {
  const { ready, online, waiting, seq, doors, profile } = useStore();
  const language = useLanguage();
  const [failed, fail] = useState(false);
  const made_for = `${seq} ${language}`;
  const due = ready && online && waiting === 0 && !profile.stale;
  const fresh = doors?.made_for === made_for && Date.now() - doors.at < GOOD_FOR;
  useEffect(() => {
    if (!due || fresh) return undefined;
    let left = false;
    fail(false);
    fetchDoors(made_for, language).catch((error) => {
      console.warn("no hints:", error?.message);
      if (!left) fail(true);
    });
    return () => {
      left = true;
    };
  }, [due, made_for]);
  const hints = (doors?.hints ?? []).filter((hint) => !done(profile, hint));
  const unknown = !doors || (hints.length === 0 && !fresh);
  const state = hints.length ? "some" : !unknown ? "none" : online && !failed ? "loading" : "waiting";
  return { hints, state };
};

// Make the change that a hint names. Its card goes, so the focus moves to the title above.
export const takeDoor = ({ kind, value, skill_id, label }) => {
  document.getElementById("space-doors")?.focus({ preventScroll: true });
  if (kind !== "minutes") {
    const payload = { what: WHAT[kind], value: skill_id || value, picked: kind !== "schedule" };
    return act("pick", payload, { label });
  }
  const max_minutes = Number(value);
  return act("profile", { max_minutes }, { max_minutes });
};
