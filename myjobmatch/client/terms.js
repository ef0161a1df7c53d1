// Pure: which cards at hand the filters and what was put aside leave, as the server would
// (domain/deck_terms.py). What a card does not tell never keeps it out.
const DAY = 86_400_000;
const SOON = { now: 7, month: 31 };
const FULL_TIME_HOURS = 30;
const USUAL = "day";
const LEAST_MINUTES = 5;

export const NO_FILTERS = { minutes: null, contracts: [], without: [], time: "", starts: "" };

export const filterCount = (f) =>
  (f.minutes === null ? 0 : 1) + f.contracts.length + f.without.length + (f.time ? 1 : 0) + (f.starts ? 1 : 0);

// The filters as an address carries them; also what tells two of them apart.
export const filterQuery = (f) => {
  const query = {};
  if (f.minutes !== null) query.minutes = String(f.minutes);
  if (f.contracts.length) query.contracts = [...f.contracts].sort().join(",");
  if (f.without.length) query.without = [...f.without].sort().join(",");
  if (f.time) query.time = f.time;
  if (f.starts) query.starts = f.starts;
  return query;
};
export const filterKey = (f) => new URLSearchParams(filterQuery(f)).toString();

const timeOf = (hours) => (hours >= FULL_TIME_HOURS ? "full" : "part");

export const passes = (card, f, now) => {
  if (f.minutes !== null && card.minutes !== null && card.minutes > f.minutes) return false;
  if (f.contracts.length && !f.contracts.includes(card.contract)) return false;
  if (f.without.some((schedule) => card.schedules?.includes(schedule))) return false;
  if (f.time && card.hours !== null && timeOf(card.hours) !== f.time) return false;
  if (f.starts && card.starts_on && new Date(card.starts_on).getTime() > now + SOON[f.starts] * DAY) return false;
  return true;
};

const skillsOf = ({ explanation }) => [...explanation.matched, ...explanation.near, ...explanation.missing];
const HIDES = {
  travel: (card, aside) => card.minutes !== null && card.minutes >= Number(aside.value),
  schedule: (card, aside) => Boolean(card.schedules?.includes(aside.value)),
  hours: (card, aside) => card.hours !== null && timeOf(card.hours) === aside.value,
  contract: (card, aside) => card.contract === aside.value,
  occupation: (card, aside) => card.occupation !== "" && card.occupation === aside.label,
  company: (card, aside) => card.company === aside.value,
  skill: (card, aside) => skillsOf(card).some((skill) => skill.skill_id === Number(aside.value)),
  same_job: (card, aside) => `${card.company}\n${card.title}` === aside.value,
  pay: () => false, // a card tells its pay in words: the server takes these out
};
export const isAside = (card, aside) => HIDES[aside.kind]?.(card, aside) ?? false;

// What a reason puts aside, as far as a card tells it.
const FOLLOWS = {
  too_far: (card) => (card.minutes === null ? [] : [["travel", String(Math.max(LEAST_MINUTES, card.minutes))]]),
  hours(card) {
    const unusual = (card.schedules ?? []).filter((one) => one !== USUAL).sort();
    if (unusual.length) return unusual.map((one) => ["schedule", one]);
    return card.hours === null ? [] : [["hours", timeOf(card.hours)]];
  },
  contract: (card) => (card.contract === "other" ? [] : [["contract", card.contract]]),
  not_my_job: (card) => (card.occupation ? [["occupation", "", card.occupation]] : []),
  company: (card) => (card.company ? [["company", card.company, card.company]] : []),
  skills: (card) => card.explanation.missing.slice(0, 1).map((skill) => ["skill", String(skill.skill_id), skill.label]),
  already_applied: (card) =>
    card.company ? [["same_job", `${card.company}\n${card.title}`, `${card.title}, ${card.company}`]] : [],
};
export const asidesOf = (card, reason) =>
  (FOLLOWS[reason]?.(card) ?? []).map(([kind, value, label = ""]) => ({ kind, value, label }));

// The reasons worth offering on a card, in the order in which people have them.
export const reasonsFor = (card) =>
  ["not_my_job", "too_far", "hours", "company", "pay", "skills", "already_applied", "contract"].filter((reason) => {
    if (reason === "pay") return true;
    if (reason === "too_far") return card.minutes !== null && card.minutes > LEAST_MINUTES;
    return FOLLOWS[reason](card).length > 0;
  });

export const shortOf = ({ id, title, company, origin, source, url, place, contract, hours, pay, status }) => ({
  id, title, company, origin, source, url, place, contract, hours, pay, status,
});

// Commands on the deck, as effects on the state (view.js).
const without = (list, key, value) => list.filter((item) => item[key] !== value);
export const deckEffects = {
  aside(state, row, data) {
    const { offer_id } = row.payload;
    const shown = row.shown?.asides ?? [];
    const named = (one) => shown.find((mine) => mine.kind === one.kind && (mine.value === one.value || !mine.value));
    const made = data
      ? (data.asides ?? []).map((one) => ({ ...one, label: named(one)?.label ?? one.label, offer_id, pending: false }))
      : shown.map((one, at) => ({ id: `${row.id}-${at}`, ...one, offer_id, pending: true }));
    const ids = new Set(made.map((one) => one.id));
    const others = state.asides.filter((one) => !ids.has(one.id) && !(one.pending && one.offer_id === offer_id));
    return { ...state, asides: [...others, ...made] };
  },
  lift(state, row) {
    const { aside_id, offer_id } = row.payload;
    const lifted = (one) => (aside_id ? one.id === aside_id : one.offer_id === offer_id);
    return { ...state, asides: state.asides.filter((one) => !lifted(one)) };
  },
  keep(state, row) {
    const { offer_id, kept } = row.payload;
    const card = state.deck.find((one) => one.id === offer_id);
    const entry = state.kept.find((one) => one.id === offer_id);
    const rest = without(state.kept, "id", offer_id);
    if (!kept) {
      const back = entry?.card && !card ? [entry.card, ...state.deck] : state.deck;
      return { ...state, kept: rest, deck: back };
    }
    if (!card) return state;
    const held = { ...shortOf(card), kept_at: row.at, card };
    return { ...state, kept: [held, ...rest], deck: without(state.deck, "id", offer_id) };
  },
  report: (state) => state,
};
