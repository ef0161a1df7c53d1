// Pure: the profile as the phone shows it, and what a tap on a chip changes before the server answers.

export const STEPS = ["done", "skills", "aptitudes", "occupations", "contracts", "travel", "when"];
const LISTS = ["skills", "aptitudes", "occupations", "experiences", "contracts", "licences", "modes", "refused_schedules", "aptitude_choices", "ideas", "also", "near"];
const OTHERS_SHOWN = 8;

const blank = { commune: "", experience: null, max_minutes: null, available_from: null };
for (const list of LISTS) blank[list] = [];

const is = (value) => (item) => (item.id ?? item) === value;

export const profileEffects = {
  pick(state, row) {
    const { what, value, picked, origin } = row.payload;
    const profile = { ...blank, ...state.profile };
    const rest = profile[what].filter((item) => !is(value)(item));
    const kept = profile[what].find(is(value));
    const item = typeof value === "number" ? { id: value, label: row.shown?.label ?? "", origin: origin ?? "other" } : value;
    const list = !picked ? rest : kept ? profile[what] : [...rest, item];
    return { ...state, profile: { ...profile, [what]: list } };
  },
  home: (state, row, data) => ({
    ...state,
    profile: { ...blank, ...state.profile, commune: data?.commune ?? row.shown?.commune ?? row.payload.place },
  }),
};

// What an employer may know of the way (domain/travel.py: band).
const band = (minutes) =>
  minutes === null || minutes === undefined
    ? "unknown"
    : minutes <= 30 ? "within_30" : minutes <= 45 ? "within_45" : minutes <= 60 ? "within_60" : "over_60";

const month = (day, today) => (day && day > today ? `m${Number(day.slice(5, 7))}` : "");

// The anonymous card: for an offer of the deck as the engine explained it, else by itself.
const preview = (profile, deck, today) => {
  const offer = deck.find((card) => card.explanation.matched.length > 0) ?? deck[0];
  const why = offer?.explanation ?? { matched: [], near: [], missing: [] };
  const told = new Set([...why.matched, ...why.near, ...why.missing].map((one) => one.skill_id));
  return {
    offer_title: offer?.title ?? "",
    matched: [...why.matched, ...why.near],
    missing: why.missing.slice(0, 3),
    others: profile.skills.filter((skill) => !told.has(skill.id)).slice(0, OTHERS_SHOWN),
    aptitudes: profile.aptitudes,
    travel: band(offer?.minutes),
    month: month(profile.available_from, today),
    year: (profile.available_from ?? "").slice(0, 4),
  };
};

let paris; // a slow phone takes 70 ms to make it
export const dayOf = (ms) => (paris ??= new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" })).format(new Date(ms));

export const profileOf = (state, now) => {
  const profile = { ...blank, ...state.profile };
  const told = {
    done: profile.experiences.length > 0,
    skills: profile.skills.length > 0,
    aptitudes: profile.aptitudes.length > 0,
    occupations: profile.occupations.length > 0,
    contracts: profile.contracts.length > 0,
    travel: profile.modes.length > 0 && profile.max_minutes !== null,
    when: profile.available_from !== null,
  };
  const today = now ? dayOf(now) : "";
  const ids = (list) => list.map((one) => one.id);
  return {
    ...profile,
    told,
    done: STEPS.filter((step) => told[step]).length,
    next: STEPS.find((step) => !told[step]) ?? "",
    skill_ids: ids(profile.skills),
    aptitude_ids: ids(profile.aptitudes),
    occupation_ids: ids(profile.occupations),
    ideas: profile.ideas.filter((one) => !ids(profile.skills).includes(one.id)),
    also: profile.also.filter((one) => !ids(profile.skills).includes(one.id)),
    near: profile.near.filter((one) => !ids(profile.occupations).includes(one.id)),
    eligible: state.eligible,
    stale: Boolean(state.stale),
    today,
    now_free: profile.available_from !== null && profile.available_from <= today,
    preview: preview(profile, state.deck, today),
    advisor_thread: state.conversations.find((one) => one.kind === "advisor")?.id ?? "",
  };
};
