// How it goes on with a company: what was said last and may be taken back, and the contract of a hire.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-outcome";
import { act, openSheet, takeBack } from "./store.js";

const DAY = 86_400_000;
let held = { said: null, hiring: null };
const listeners = new Set();
const hold = (edit) => {
  held = { ...held, ...edit };
  for (const listener of listeners) listener();
};
const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useSaid = () => useSyncExternalStore(subscribe, () => held.said, () => null);
export const useHiring = () => useSyncExternalStore(subscribe, () => held.hiring, () => null);

const NOTHING = { kind: "", at: "", company: "", interview_id: "", match_id: "" };
// What was tapped is gone from under the finger: who reads by keys or by ear goes on at what was said.
const say = (kind, what = {}) => {
  hold({ said: { ...NOTHING, kind, ...what } });
  setTimeout(() => document.getElementById("outcome-said")?.focus(), 50);
};
export const unsay = () => hold({ said: null });

export const answerInterview = ({ interview, company }, starts_at) => {
  act("answer_interview", { interview_id: interview.id, starts_at });
  say(starts_at ? "agreed" : "none", { at: starts_at ?? "", company, interview_id: interview.id });
};

// A moment taken without a network, that nobody has heard of, is open again; else it is called off.
export const cancelInterview = async (interview_id, company) => {
  const taken = (row) => row.kind === "answer_interview" && row.payload.interview_id === interview_id;
  const open = await takeBack(taken, { kind: "cancel_interview", payload: { interview_id } });
  say(open ? "undone" : "cancelled", { company });
};

const moved = (stage, file) => {
  const kind = ["hired", "not_hired"].includes(stage) ? stage : "thanks";
  say(kind, { company: file.company, match_id: stage ? file.id : "" });
  if (stage === "hired") askTerms(file);
};
const STAGES = { met: "interview", hired: "hired", not_hired: "not_hired" };
export const sayHow = (file, went) => {
  act("tell_how", { match_id: file.id, went });
  // Said before by a step, nothing moves and there is nothing to take back.
  moved(STAGES[went] === file.stage ? "" : (STAGES[went] ?? ""), file);
};
export const sayOutcome = (file, stage, why = "") => {
  act("tell_outcome", { match_id: file.id, stage, ...(why && { why }) });
  moved(stage, file);
};
export const undoOutcome = (match_id) => {
  act("undo_outcome", { match_id });
  say("undone");
};

// --- the contract of a hire ----------------------------------------------------------------------

export const askTerms = ({ kind = "application", id, hire }) => {
  hold({ hiring: { kind, id, hire: hire ?? null } });
  openSheet("hire-terms");
};
export const hiredElsewhere = (application) => {
  const { id } = application;
  act("application", { application_id: id, status: "hired" });
  say("hired");
  askTerms({ ...application, kind: "application" });
};

const FIELDS = ["contract", "starts_on", "ends_on"];
const wrongOf = ({ contract, starts_on, ends_on }) => {
  if (!contract || !starts_on) return ["outcome.terms.missing", contract ? "starts_on" : "contract"];
  if (!(Math.abs(Date.parse(starts_on) - Date.now()) < 365 * DAY)) return ["outcome.terms.start_bad", "starts_on"];
  return ends_on && ends_on < starts_on ? ["outcome.terms.end_bad", "ends_on"] : [""];
};

export const HireForm = ({ children, ...rest }) => {
  const t_ = useT();
  const hiring = useHiring();
  const [wrong, tell] = useState("");
  const form = useRef(null);
  useEffect(() => {
    tell("");
    for (const name of FIELDS) form.current.elements.namedItem(name).value = hiring?.hire?.[name] ?? "";
  }, [hiring]);
  const submit = (event) => {
    event.preventDefault();
    const fields = form.current.elements;
    const sent = Object.fromEntries(new FormData(form.current));
    const terms = { contract: sent.contract, starts_on: sent.starts_on, ends_on: (sent.contract !== "cdi" && sent.ends_on) || null };
    const [problem, field] = wrongOf(terms);
    tell(problem);
    if (problem) return fields.namedItem(field).focus();
    if (hiring.kind === "match") act("tell_outcome", { match_id: hiring.id, stage: "hired", terms });
    else act("tell_hire", { application_id: hiring.id, terms });
    form.current.closest("dialog")?.close();
    return say("terms");
  };
  return (
    <form ref={form} onSubmit={submit} noValidate {...rest}>
      {children}
      <p role="alert" className="field-error">{wrong && t_(wrong)}</p>
    </form>
  );
};
