// Pure: what the screen shows = what the server said last (`base`) + the outbox applied to it, in
// order. A refused command leaves the outbox, and its effect goes with it: there is no roll-back code.
import { profileEffects, profileOf } from "./profile.js";

const DAY = 86_400_000;
const ASK_AFTER = 3 * DAY;
const HISTORY = 20;
const ASKED = ["opened", "not_sent", "sent", "interview"];

export const EMPTY = {
  account: "",
  seq: null,
  synced: false,
  skew: 0,
  me: { first_name: "", advisor: "", structure: "", locale: "fr" },
  deck: [],
  eligible: 0,
  exhausted: false,
  hint: "later",
  preparing: false,
  dealt_at: 0,
  language: "", // of the cards held
  likes: [],
  matches: [],
  applications: [],
  conversations: [],
  profile: null,
  history: [],
  told: [],
  celebrated: [],
  doors: null, // what `GET /api/v1/hints` answered (doors.jsx)
};

const later = (at, ms) => new Date(new Date(at).getTime() + ms).toISOString();
const without = (list, key, value) => list.filter((item) => item[key] !== value);
const change = (list, id, edit) => list.map((item) => (item.id === id ? { ...item, ...edit(item) } : item));

const like = (state, row, card, data) => {
  const { id, title, company, origin, source, url, place, contract, hours, pay, status } = card;
  const short = { id, title, company, origin, source, url, place, contract, hours, pay, status, liked_at: row.at };
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
    const card = state.deck.find((one) => one.id === id);
    if (!card) return state;
    const entry = { id, kind, card, match_id: data?.match_id ?? null };
    const next = {
      ...state,
      deck: without(state.deck, "id", id),
      history: [...without(state.history, "id", id), entry].slice(-HISTORY),
    };
    return kind === "like" ? like(next, row, card, data) : next;
  },
  undo(state, row) {
    const id = row.payload.offer_id;
    const entry = state.history.find((one) => one.id === id);
    return {
      ...state,
      deck: entry ? [entry.card, ...without(state.deck, "id", id)] : state.deck,
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
  message(state, row, data) {
    const sent = data ?? { id: row.id, sent_at: row.at, author: "", mine: true, body: row.payload.body };
    const edit = (conversation) => ({
      messages: [...conversation.messages, { ...sent, pending: !data }],
      last_at: sent.sent_at,
      unread: 0,
    });
    return { ...state, conversations: change(state.conversations, row.payload.conversation_id, edit) };
  },
  read(state, row) {
    return { ...state, conversations: change(state.conversations, row.payload.conversation_id, () => ({ unread: 0 })) };
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
  ...profileEffects,
};

// What changes the ranking or its language: the cards held are stale.
const RESHUFFLES = new Set(["profile", "pick", "home", "locale"]);
export const reshuffles = (state, row) =>
  RESHUFFLES.has(row.kind) && !(row.kind === "locale" && row.payload.locale === state.language);

export const apply = (state, row, data) => effects[row.kind]?.(state, row, data) ?? state;

const titleOf = (state, row) => {
  const id = row.payload.offer_id;
  const known = state.deck.find((card) => card.id === id) ?? state.history.find((one) => one.id === id)?.card;
  return known?.title ?? "";
};

// The server has answered a command: its effect becomes part of the base, or its refusal is told.
export const settle = (state, row, result) => {
  if (result.status === "done") {
    const next = apply(state, row, result.data ?? {});
    return reshuffles(state, row) ? { ...next, stale: true } : next;
  }
  const params = { title: titleOf(state, row), ...result.params };
  const told = { id: row.id, kind: row.kind, code: result.code, params, body: row.payload.body ?? "" };
  const closed = row.kind === "decide" && ["offer_closed", "offer_unknown"].includes(result.code);
  return {
    ...state,
    deck: closed ? without(state.deck, "id", row.payload.offer_id) : state.deck,
    told: [...without(state.told, "id", row.id), told],
  };
};

const CONTENTS = ["me", "likes", "matches", "applications", "conversations", "profile"];

// What `GET /api/v1/sync` answered. `fresh`: the cards held were not named, so these replace them.
// `language`: the one it was asked in.
export const merge = (before, answer, { fresh = false, now = 0, language = "" } = {}) => {
  const state = before && before.account === answer.account ? before : EMPTY;
  const gone = new Set(answer.gone);
  const held = fresh ? [] : state.deck.filter((card) => !gone.has(card.id));
  const next = {
    ...state,
    account: answer.account,
    seq: answer.seq,
    synced: true,
    skew: new Date(answer.now).getTime() - now,
    deck: held,
    stale: !fresh && Boolean(state.stale),
    preparing: Boolean(answer.preparing),
  };
  for (const part of CONTENTS) if (answer[part] !== undefined && answer[part] !== null) next[part] = answer[part];
  if (answer.deck) {
    const known = new Set(held.map((card) => card.id));
    const urgent = answer.deck.cards.filter((card) => !known.has(card.id) && card.proposed_by_advisor);
    const others = answer.deck.cards.filter((card) => !known.has(card.id) && !card.proposed_by_advisor);
    // The card under the thumb and the one behind it stay; what an advisor proposes comes next.
    next.deck = [...held.slice(0, 2), ...urgent, ...held.slice(2), ...others];
    next.eligible = answer.deck.eligible;
    next.exhausted = answer.deck.exhausted;
    next.hint = answer.deck.hint;
    next.dealt_at = now;
    if (!held.length) next.language = language;
  }
  return next;
};

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
  const question = (match) => match.status === "consent_asked";
  return {
    ...env,
    ready: env.ready && state.synced,
    me: state.me,
    // Made for the pages that show it only.
    get profile() {
      return (profile ??= profileOf(state, now));
    },
    top: state.deck.slice(0, 4),
    cards_count: state.deck.length,
    hint: state.preparing ? "preparing" : state.hint,
    undoable: Boolean(last && !last.match_id),
    likes: state.likes.filter((one) => !followed.has(one.id)),
    questions: state.matches.filter(question),
    matches: state.matches.filter((match) => !question(match)),
    applications,
    asking: applications.filter((one) => one.asks_now),
    conversations: state.conversations,
    unread: state.conversations.reduce((sum, one) => sum + one.unread, 0),
    waiting: rows.filter((row) => !SILENT.includes(row.kind)).length,
    told: state.told,
    celebration: state.matches.find((match) => question(match) && !state.celebrated.includes(match.id)) ?? null,
    last_decided: last ? last.id : "",
    seq: state.seq,
    doors: state.doors,
  };
};
