// Pure: what becomes of a match, and what each command changes before the server answers (domain/outcomes.py).
const DAY = 86_400_000;
const MINUTE = 60_000;
// Which stages each may follow.
const AFTER = {
  interview: ["in_touch", "not_hired"],
  hired: ["in_touch", "interview", "immersion", "not_hired"],
  not_hired: ["in_touch", "interview", "immersion"],
};
const WENT = { met: "interview", hired: "hired", not_hired: "not_hired" };
const time = (text) => new Date(text).getTime();

const inMatches = (state, test, edit) => ({
  ...state,
  matches: state.matches.map((one) =>
    one.outcome && test(one, one.outcome) ? { ...one, outcome: { ...one.outcome, ...edit(one.outcome) } } : one,
  ),
});
const named = (row) => (match) => match.id === row.payload.match_id;
const invited = (row, ...states) => (_, { interview }) => interview?.id === row.payload.interview_id && states.includes(interview.status);

const step = (outcome, stage, row, why = null) =>
  AFTER[stage]?.includes(outcome.stage)
    ? { stage, steps: [...outcome.steps, { stage, teller: "youth", at: row.at, why }], undoable: true }
    : {};

export const outcomeEffects = {
  answer_interview: (state, row, data) =>
    inMatches(state, invited(row, "proposed"), (outcome) => {
      const { starts_at } = row.payload;
      const status = starts_at ? "accepted" : "none_suits";
      return { ...(starts_at && step(outcome, "interview", row)), interview: { ...outcome.interview, status, starts_at, pending: !data } };
    }),
  cancel_interview: (state, row) =>
    inMatches(state, invited(row, "proposed", "accepted"), ({ interview }) => ({ interview: { ...interview, status: "cancelled" } })),
  tell_how: (state, row) => inMatches(state, named(row), (outcome) => ({ asks: false, ...step(outcome, WENT[row.payload.went], row) })),
  tell_outcome: (state, row) =>
    inMatches(state, named(row), (outcome) => {
      const { stage, why, terms } = row.payload;
      return { ...step(outcome, stage, row, why), ...(terms && { hire: terms }) };
    }),
  undo_outcome: (state, row) =>
    inMatches(state, named(row), (outcome) => {
      const steps = [...outcome.steps];
      const last = steps.pop();
      if (last?.teller !== "youth") return {};
      return { steps, stage: steps.at(-1)?.stage ?? "in_touch", undoable: false, ...(last.stage === "hired" && { hire: null }) };
    }),
  tell_hire: (state, row) => ({
    ...state,
    applications: state.applications.map((one) =>
      one.id === row.payload.application_id ? { ...one, status: "hired", hire: row.payload.terms } : one,
    ),
  }),
};

// Beside what a match is: how far it has come, and what of it is asked. `interview` is one that lies ahead.
export const UNTOLD = { stage: "", interview: null, hire: null, asks_how: false, undoable: false, later: [] };

const ahead = (interview, extra) => ({
  ...interview,
  ...extra,
  pending: Boolean(interview.pending),
  tel: interview.place.match(/\+?\d[\d .()-]{6,}\d/)?.[0].replace(/[^+\d]/g, "") ?? "",
  map: encodeURIComponent(interview.place),
});

const stateOf = ({ stage, interview }, proposed, agreed) => {
  if (stage === "hired") return "hired";
  if (proposed) return "proposed";
  if (agreed) return "agreed";
  if (stage === "interview" && interview?.status === "cancelled") return "called_off";
  if (["in_touch", "interview"].includes(stage) && interview?.status === "none_suits") return "other_time";
  return stage === "in_touch" ? "shared" : stage;
};

export const standing = (match, now) => {
  const { outcome } = match;
  const plain = { ...UNTOLD, state: `match_${match.status}`, reason: "" };
  if (!outcome) return plain;
  const { stage, interview, steps, hire } = outcome;
  const told = steps.map((one) => ({ status: `outcome_${one.stage}`, at: one.at, teller: one.teller }));
  if (match.status !== "shared") return { ...plain, hire: hire ?? null, later: told };
  const last = steps.at(-1);
  const mine = last?.teller === "youth";
  const over = stage === "hired" || (stage === "not_hired" && mine);
  const slots = interview?.status === "proposed" && !over ? interview.slots.filter((slot) => time(slot) > now) : [];
  const ends = interview?.starts_at ? time(interview.starts_at) + interview.minutes * MINUTE : 0;
  const agreed = interview?.status === "accepted" && !["hired", "not_hired"].includes(stage) && ends > now;
  return {
    stage,
    state: `match_${stateOf(outcome, slots.length > 0, agreed)}`,
    reason: stage === "not_hired" ? (last?.why ?? "other") : "",
    interview: slots.length ? ahead(interview, { slots }) : agreed ? ahead(interview, { ends_at: new Date(ends).toISOString() }) : null,
    hire: hire ?? null,
    asks_how: Boolean(outcome.asks) && !slots.length && !agreed,
    // A moment that was taken is called off instead.
    undoable: Boolean(outcome.undoable) && mine && now - time(last.at) < DAY && !(stage === "interview" && interview?.status === "accepted"),
    later: told,
  };
};

// Whether somebody waits for an answer of the youth's.
export const waits = (match, now) => {
  const { state, asks_how } = standing(match, now);
  return state === "match_proposed" || asks_how;
};
