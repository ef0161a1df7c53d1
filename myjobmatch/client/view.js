// Pure: what the screen shows = what the server said last (`base`) + the outbox applied to it, in
// order. A refused command leaves the outbox, and its effect goes with it: there is no roll-back code.
import { outcomeEffects, waits } from "./outcome.js";
import { dayOf, profileEffects, profileOf } from "./profile.js";
import { EMPTY_SEARCH, searchEffects, searchOf } from "./search.js";
import { EMPTY_WEEK, weekEffects, weekOf } from "./week.js";
import { coaching, EMPTY_SHARING, sharingEffects, sharingView, withLike } from "./sharing.js";
import { workshopEffects } from "./workshops.js";
import { talkEffects } from "./talk_view.js";
import { deckEffects, filterCount, filterKey, isAside, NO_FILTERS, passes, reasonsFor, shortOf } from "./terms.js";

const DAY = 86_400_000;
const ASK_AFTER = 3 * DAY;
const HISTORY = 20;
const ASKED = ["opened", "not_sent", "sent", "interview", "immersion"];

export const EMPTY = {
  account: "",
  seq: null,
  synced: false,
  skew: 0,
  me: { first_name: "", advisor: "", away: [], structure: "", locale: "fr", request: null, agreement: null, erasure: null },
  deck: [],
  eligible: 0,
  exhausted: false,
  hint: "later",
  preparing: false,
  dealt_at: 0,
  shape: "", // what the sections and the cards looked like to the release that told them
  cards_shape: "",
  language: "", // of the cards held
  likes: [],
  matches: [],
  applications: [],
  conversations: [],
  profile: null,
  search: EMPTY_SEARCH,
  week: EMPTY_WEEK,
  workshops: [],
  appointments: [],
  immersions: [],
  sharing: EMPTY_SHARING,
  liked_at: [], // when this phone liked, for a kind word to who likes very much (sharing.js)
  history: [],
  told: [],
  celebrated: [],
  tips: null, // before interviews, as they were read last (search_online.jsx)
  alerts_asked: 0, // when the soft question about alerts was put away
  noted: {}, // what this phone remembers by itself: lessons taken, questions put off (welcome.jsx)
  filters: NO_FILTERS,
  filtered: "", // by which filters the cards held were dealt
  more: 0, // eligible on the server and not here, when they were dealt
  relaxations: [],
  asides: [],
  kept: [],
  drafts: {},
  haptics: true,
  install: { visits: 0, asked: 0, later: 0, done: false },
  doors: null, // what `GET /api/v1/hints` answered (doors.jsx)
};

// What a former version kept has fewer parts than this one reads.
const PARTED = ["me", "search", "week", "sharing", "filters", "install"];
export const whole = (base) => {
  const state = { ...EMPTY, ...base };
  for (const part of PARTED) state[part] = { ...EMPTY[part], ...state[part] };
  return state;
};

const later = (at, ms) => new Date(new Date(at).getTime() + ms).toISOString();
const without = (list, key, value) => list.filter((item) => item[key] !== value);
const change = (list, id, edit) => list.map((item) => (item.id === id ? { ...item, ...edit(item) } : item));

const like = (state, row, card, data) => {
  const { id, title, company, origin, source, url } = card;
  const short = { ...shortOf(card), liked_at: row.at };
  const likes = [short, ...without(state.likes, "id", id)];
  if (origin !== "outside") return { ...state, likes };
  const application = {
    id: data?.application_id ?? row.id,
    pending: !data,
    offer_id: id,
    offer_title: title,
    company,
    source,
    url,
    status: "opened",
    opened_at: row.at,
    ask_after: later(row.at, ASK_AFTER),
  };
  return { ...state, likes, applications: [application, ...without(state.applications, "offer_id", id)] };
};

// Each kind of command, as an effect on the state; `data` is the server's answer, absent while it waits.
export const effects = {
  decide(state, row, data) {
    const { offer_id: id, kind } = row.payload;
    const later = state.kept.find((one) => one.id === id);
    const card = state.deck.find((one) => one.id === id) ?? later?.card ?? later;
    if (!card) return state;
    const entry = { id, kind, card, match_id: data?.match_id ?? null };
    const next = {
      ...state,
      kept: later ? without(state.kept, "id", id) : state.kept,
      deck: without(state.deck, "id", id),
      history: [...without(state.history, "id", id), entry].slice(-HISTORY),
    };
    return kind === "like" ? like(withLike(next, row), row, card, data) : next;
  },
  undo(state, row) {
    const id = row.payload.offer_id;
    const entry = state.history.find((one) => one.id === id);
    const said = state.asides.some((one) => one.offer_id === id);
    return {
      ...state,
      ...(said && { asides: state.asides.filter((one) => one.offer_id !== id), stale: true }),
      deck: entry?.card.explanation ? [entry.card, ...without(state.deck, "id", id)] : state.deck,
      history: without(state.history, "id", id),
      likes: without(state.likes, "id", id),
      applications: without(state.applications, "offer_id", id),
    };
  },
  consent(state, row, data) {
    const status = row.payload.given ? "shared" : "declined";
    const edit = () => ({ status, conversation_id: data?.conversation_id ?? null });
    return { ...state, matches: change(state.matches, row.payload.match_id, edit) };
  },
  application(state, row, data) {
    const { application_id: id, status } = row.payload;
    if (status === "withdrawn") return { ...state, applications: without(state.applications, "id", id) };
    const edit = () => ({ status, ask_after: data?.ask_after ?? later(row.at, 7 * DAY) });
    return { ...state, applications: change(state.applications, id, edit) };
  },
  ...outcomeEffects,
  ...talkEffects,
  agree(state, row) {
    const agreement = { ...state.me.agreement, given: row.payload.given, due: false, at: row.at, how: "self" };
    return { ...state, me: { ...state.me, agreement } };
  },
  locale: (state, row) => ({ ...state, me: { ...state.me, locale: row.payload.locale } }),
  // `shown`: what the page already knows of the change (labels), kept with the row and never sent.
  profile: (state, row) => ({ ...state, profile: { ...state.profile, ...row.shown } }),
  add_experience(state, row, data) {
    const { text, origin = "other" } = row.payload;
    const experience = { id: data?.id ?? 0, text, origin, pending: !data };
    return { ...state, profile: { ...state.profile, experiences: [...(state.profile?.experiences ?? []), experience] } };
  },
  delete_experience(state, row) {
    const experiences = without(state.profile?.experiences ?? [], "id", row.payload.experience_id);
    return { ...state, profile: { ...state.profile, experiences } };
  },
  decline_appointment(state, row) {
    const off = (one) => ({ ...(one.starts_at > row.at ? { status: "cancelled", cancelled_by: "youth" } : { status: "done", presence: "excused" }), reason: row.payload.reason });
    return { ...state, appointments: change(state.appointments, row.payload.id, off) };
  },
  ...profileEffects,
  ...searchEffects,
  ...weekEffects,
  ...deckEffects,
  ...workshopEffects,
  ...sharingEffects,
};

// What changes the ranking or its language: the cards held are stale.
const RESHUFFLES = new Set(["profile", "pick", "home", "locale", "lift", "block"]);
export const reshuffles = (state, row) =>
  RESHUFFLES.has(row.kind) && !(row.kind === "locale" && row.payload.locale === state.language);

export const apply = (state, row, data) => effects[row.kind]?.(state, row, data) ?? state;

const titleOf = (state, row) => {
  const id = row.payload.offer_id;
  const known = state.deck.find((card) => card.id === id) ?? state.history.find((one) => one.id === id)?.card;
  return known?.title ?? "";
};

// Where a refused text can be taken up again, filled in as it was.
const mendOf = ({ kind, payload }) => {
  if (kind !== "add_tracked") return "";
  const { title = "", url = "", company = "", place = "" } = payload;
  return `/mes-offres/ajouter?${new URLSearchParams({ title, url, company, place })}`;
};

// The server has answered a command: its effect becomes part of the base, or its refusal is told.
export const settle = (state, row, result) => {
  if (result.status === "done") {
    const next = apply(state, row, result.data ?? {});
    return reshuffles(state, row) ? { ...next, stale: true } : next;
  }
  const params = { title: titleOf(state, row), ...result.params };
  const { body = row.payload.text ?? row.payload.title ?? "" } = row.payload;
  const told = { id: row.id, kind: row.kind, code: result.code, params, body, mend: mendOf(row) };
  const closed = row.kind === "decide" && ["offer_closed", "offer_unknown"].includes(result.code);
  return {
    ...state,
    deck: closed ? without(state.deck, "id", row.payload.offer_id) : state.deck,
    told: [...without(state.told, "id", row.id), told],
  };
};

const CONTENTS = ["me", "likes", "matches", "applications", "conversations", "profile", "asides", "search", "week", "workshops", "appointments", "sharing", "immersions"];

// What `GET /api/v1/sync` answered. `fresh`: the cards held were not named, so these replace them.
// `language`: the one it was asked in.
export const merge = (before, answer, { fresh = false, now = 0, language = "", filtered = "" } = {}) => {
  const state = before && before.account === answer.account ? whole(before) : EMPTY;
  const gone = new Set(answer.gone);
  const held = fresh ? [] : state.deck.filter((card) => !gone.has(card.id));
  // Another release reads cards that these are not.
  const recast = answer.cards_shape !== undefined && answer.cards_shape !== state.cards_shape;
  const next = {
    ...state,
    account: answer.account,
    seq: answer.seq,
    synced: true,
    skew: new Date(answer.now).getTime() - now,
    deck: held,
    stale: !fresh && (Boolean(state.stale) || (recast && held.length > 0)),
    shape: answer.shape ?? state.shape,
    cards_shape: answer.cards_shape ?? state.cards_shape,
    preparing: Boolean(answer.preparing),
  };
  for (const part of CONTENTS) if (answer[part] !== undefined && answer[part] !== null) next[part] = answer[part];
  if (answer.kept) {
    const cards = new Map(recast ? [] : state.kept.map((one) => [one.id, one.card]));
    next.kept = answer.kept.map((one) => ({ ...one, card: cards.get(one.id) ?? null }));
  }
  if (answer.deck) {
    const known = new Set(held.map((card) => card.id));
    const urgent = answer.deck.cards.filter((card) => !known.has(card.id) && card.proposed_by_advisor);
    const others = answer.deck.cards.filter((card) => !known.has(card.id) && !card.proposed_by_advisor);
    // The card under the thumb and the one behind it stay; what an advisor proposes comes next.
    const dealt = (card) => ({ ...card, filtered });
    next.deck = [...held.slice(0, 2), ...urgent.map(dealt), ...held.slice(2), ...others.map(dealt)];
    next.filtered = filtered;
    next.more = Math.max(0, answer.deck.eligible - answer.deck.cards.length);
    next.relaxations = answer.deck.relaxations ?? [];
    next.eligible = answer.deck.eligible;
    next.exhausted = answer.deck.exhausted;
    next.hint = answer.deck.hint;
    next.dealt_at = now;
    if (!held.length) next.language = language;
  }
  return next;
};

const isOver = (one, now) => one.status === "reviewed" || one.ends_on < dayOf(now);

const SILENT = ["read", "locale"];

// `rows` the outbox in order, `env` {ready, online, storage, signed_out, now, said, shown}.
export const derive = (base, rows, env) => {
  let state = base;
  for (const row of rows) state = apply(state, row, null);
  const now = env.now + state.skew;
  const applications = state.applications.map((one) => ({
    pending: false,
    ...one,
    asks_now: ASKED.includes(one.status) && new Date(one.ask_after).getTime() <= now,
  }));
  const followed = new Set([...applications, ...state.matches].map((one) => one.offer_id));
  const last = state.history.at(-1);
  let profile = null;
  let search = null;
  let week = null;
  const likes = state.likes.filter((one) => !followed.has(one.id));
  const filters = state.filters;
  const key = filterKey(filters);
  // What an advisor proposes, and what was dealt by these very filters, is not looked at again.
  const fits = (card) => card.filtered === key || passes(card, filters, now);
  const hidden = (card) => !fits(card) || state.asides.some((aside) => isAside(card, aside));
  const deck = state.deck.filter((card) => card.proposed_by_advisor || !hidden(card));
  const passed = env.why ? state.history.find((one) => one.id === env.why.id && one.kind === "pass") : null;
  const question = (match) => match.status === "consent_asked";
  return {
    ...env,
    ready: env.ready && state.synced,
    account: state.account,
    me: state.me,
    // Made for the pages that show it only.
    get profile() {
      return (profile ??= profileOf(state, now));
    },
    top: deck.slice(0, 4),
    cards_count: deck.length,
    hint: state.preparing || ((state.stale || !state.dealt_at) && env.online) ? "preparing" : state.hint,
    filters,
    filters_count: filterCount(filters),
    // Exact when it was counted for these filters; else what is here.
    left: deck.length + (state.filtered === key ? state.more : 0),
    hidden: state.deck.length - deck.length,
    asides: state.asides,
    kept: state.kept,
    relaxations: (state.filtered === key ? state.relaxations : [])
      .map((one) => ({ ...one, put: state.asides.find((aside) => aside.id === one.aside) ?? null }))
      .filter((one) => one.put || !one.aside),
    why: passed && {
      id: passed.id,
      title: passed.card.title,
      reasons: env.why.reason ? [] : reasonsFor(passed.card),
      skill: passed.card.explanation?.missing[0]?.label ?? "",
      reason: env.why.reason,
      asides: state.asides.filter((one) => one.offer_id === passed.id),
    },
    // Told in advance: the phone knows who answers today without a network as well.
    get away() {
      const day = dayOf(now);
      return state.me.away?.find((one) => one.from_day <= day && day <= one.until_day) ?? null;
    },
    advisor_thread: state.conversations.find((one) => one.kind === "advisor" && !one.closed)?.id ?? "",
    drafts: state.drafts,
    haptics: state.haptics,
    install: state.install,
    undoable: Boolean(last && !last.match_id),
    get week() {
      return (week ??= weekOf(state, now));
    },
    get search() {
      return (search ??= searchOf(state, { applications, likes, now }));
    },
    likes,
    questions: state.matches.filter(question),
    matches: state.matches.filter((match) => !question(match)),
    applications,
    asking: applications.filter((one) => one.asks_now),
    answers: state.matches.filter((match) => waits(match, now)).length,
    conversations: state.conversations,
    appointments: state.appointments,
    // Those to sign, to begin or under way.
    get immersions() {
      return state.immersions.filter((one) => !isOver(one, now));
    },
    // What was signed and is over, the newest first; what nobody signed in time never was.
    get past_immersions() {
      const past = state.immersions.filter((one) => isOver(one, now) && one.status !== "to_sign");
      return past.sort((one, other) => other.ends_on.localeCompare(one.ends_on));
    },
    unread: state.conversations.reduce((sum, one) => sum + one.unread, 0),
    waiting: rows.filter((row) => !SILENT.includes(row.kind)).length,
    told: state.told,
    celebration: state.matches.find((match) => question(match) && !state.celebrated.includes(match.id)) ?? null,
    last_decided: last ? last.id : "",
    seq: state.seq,
    doors: state.doors,
    workshops: state.workshops,
    get sharing() {
      return sharingView(state);
    },
    coach: coaching(state, now),
    tips: state.tips,
    // Never at once: somebody is waiting for an answer first.
    ask_alerts: !state.alerts_asked && state.likes.length + state.matches.length > 0,
    noted: state.noted ?? {},
  };
};
