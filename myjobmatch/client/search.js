// Pure: a youth's own search as the phone shows it, and what each command changes before the server answers.
// A "file" is one thing that is followed: a match, an application, a like, or an application made elsewhere.
import { standing, UNTOLD } from "./outcome.js";

const DAY = 86_400_000;
const ASK_AFTER = 7 * DAY;
const CLOSED_OFFER = ["filled", "expired", "withdrawn", "refused", "paused"];
const OVER = ["hired", "refused", "no_answer", "withdrawn"];

export const EMPTY_SEARCH = {
  tracked: [],
  notes: [],
  reminders: [],
  histories: [],
  searches: [],
  documents: [],
  cv: { headline: "", phone: "", email: "", show_contact: true, layout: "clear", diplomas: [], languages: [], more: [], hidden_experiences: [] },
};

const without = (list, id) => list.filter((one) => one.id !== id);
const change = (list, id, edit) => list.map((one) => (one.id === id ? { ...one, ...edit } : one));
const inSearch = (state, edit) => ({ ...state, search: { ...EMPTY_SEARCH, ...state.search, ...edit({ ...EMPTY_SEARCH, ...state.search }) } });
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

const moved = (one, row, status) =>
  one.status === status ? {} : { status, changed_at: row.at, steps: [...one.steps, { status, at: row.at }] };

const TRACKED = { company: "", place: "", url: "", status: "sent", day: null };

export const searchEffects = {
  add_tracked: (state, row, data) =>
    inSearch(state, ({ tracked }) => {
      const { payload, at } = row;
      const status = payload.status ?? "sent";
      const one = { ...TRACKED, ...payload, status, added_at: at, changed_at: at, steps: [{ status, at }], pending: !data };
      return { tracked: [{ ...one, ...data }, ...without(tracked, payload.id)] };
    }),
  edit_tracked: (state, row) =>
    inSearch(state, ({ tracked }) => ({
      tracked: tracked.map((one) =>
        one.id === row.payload.id ? { ...one, ...row.payload, changed_at: row.at, ...moved(one, row, row.payload.status ?? one.status) } : one,
      ),
    })),
  move_tracked: (state, row) =>
    inSearch(state, ({ tracked }) => ({
      tracked: tracked.map((one) => (one.id === row.payload.id ? { ...one, ...moved(one, row, row.payload.status) } : one)),
    })),
  delete_tracked: (state, row) => inSearch(state, ({ tracked }) => ({ tracked: without(tracked, row.payload.id) })),
  // `shown` is what was taken away: the row brings it back before the server does.
  restore_tracked: (state, row) =>
    inSearch(state, ({ tracked }) =>
      row.shown ? { tracked: [row.shown, ...without(tracked, row.payload.id)] } : {},
    ),
  note: (state, row) =>
    inSearch(state, ({ notes }) => {
      const { key, text } = row.payload;
      const rest = notes.filter((one) => one.key !== key);
      return { notes: text.trim() ? [...rest, { key, text }] : rest };
    }),
  add_reminder: (state, row, data) =>
    inSearch(state, ({ reminders }) => {
      const { id, key = "", text, due_at } = row.payload;
      return { reminders: [...without(reminders, id), { id, key, text, due_at, done: false, pending: !data }] };
    }),
  finish_reminder: (state, row) =>
    inSearch(state, ({ reminders }) => ({ reminders: change(reminders, row.payload.id, { done: row.payload.done }) })),
  delete_reminder: (state, row) => inSearch(state, ({ reminders }) => ({ reminders: without(reminders, row.payload.id) })),
  save_search: (state, row, data) =>
    inSearch(state, ({ searches }) => {
      const known = searches.find((one) => one.id === row.payload.id);
      const one = { words: "", minutes: null, contracts: [], alert: true, fresh: 0, ...known, ...row.payload, ...data };
      return { searches: known ? change(searches, one.id, one) : [...searches, one] };
    }),
  see_search: (state, row) => inSearch(state, ({ searches }) => ({ searches: change(searches, row.payload.id, { fresh: 0 }) })),
  delete_search: (state, row) => inSearch(state, ({ searches }) => ({ searches: without(searches, row.payload.id) })),
  cv: (state, row, data) =>
    inSearch(state, ({ cv }) => {
      const edit = { ...row.payload };
      for (const name of ["diplomas", "languages", "more"]) if (edit[name] !== undefined) edit[name] = lines(edit[name]);
      return { cv: { ...cv, ...edit, ...data } };
    }),
  rename_document: (state, row) =>
    inSearch(state, ({ documents }) => ({ documents: change(documents, row.payload.id, { name: row.payload.name }) })),
  share_document: (state, row) =>
    inSearch(state, ({ documents }) => ({ documents: change(documents, row.payload.id, { shared: row.payload.shared }) })),
  delete_document: (state, row) => inSearch(state, ({ documents }) => ({ documents: without(documents, row.payload.id) })),
  restore_document: (state, row) =>
    inSearch(state, ({ documents }) => (row.shown ? { documents: [{ ...row.shown, shared: false }, ...without(documents, row.payload.id)] } : {})),
};

const BLANK = {
  ...UNTOLD,
  place: "", url: "", source: "", contact: "", company_id: "", conversation_id: "", pending: false, asks_now: false, status: "", day: null, offer_id: "", reason: "",
};

const ofMatch = (match, now) => ofStanding(match, standing(match, now));
const ofStanding = (match, stands) => ({
  ...BLANK,
  ...stands,
  key: `o-${match.offer_id}`,
  kind: "match",
  id: match.id,
  offer_id: match.offer_id,
  title: match.offer_title,
  company: match.company,
  over: ["declined", "closed"].includes(match.status) || stands.state === "match_not_hired",
  company_id: match.company_id ?? "",
  since: match.since,
  conversation_id: match.conversation_id ?? "",
  first: [{ status: `match_${match.status}`, at: match.since }],
});

const ofApplication = (one) => ({
  ...BLANK,
  key: `o-${one.offer_id}`,
  kind: "application",
  id: one.id,
  offer_id: one.offer_id,
  title: one.offer_title,
  company: one.company,
  url: one.url,
  source: one.source,
  status: one.status,
  state: `application_${one.status}`,
  over: OVER.includes(one.status),
  since: one.opened_at,
  pending: Boolean(one.pending),
  asks_now: one.asks_now,
  hire: one.hire ?? null,
  first: [{ status: "application_opened", at: one.opened_at }],
});

const likeState = (one) => {
  if (one.answer) return `like_${one.answer}`;
  return CLOSED_OFFER.includes(one.status) ? "like_closed" : "like_waiting";
};

const ofLike = (one) => ({
  ...BLANK,
  key: `o-${one.id}`,
  kind: "like",
  id: one.id,
  offer_id: one.id,
  title: one.title,
  company: one.company,
  place: one.place,
  url: one.url,
  source: one.source,
  state: likeState(one),
  reason: one.reason ?? "",
  over: Boolean(one.answer) || CLOSED_OFFER.includes(one.status),
  since: one.liked_at,
  first: [],
});

const ofTracked = (one, now) => ({
  ...BLANK,
  key: `t-${one.id}`,
  kind: "tracked",
  id: one.id,
  title: one.title,
  company: one.company,
  place: one.place,
  url: one.url,
  day: one.day,
  status: one.status,
  state: `application_${one.status}`,
  over: OVER.includes(one.status),
  since: one.changed_at,
  pending: Boolean(one.pending),
  asks_now: ["sent", "interview", "immersion"].includes(one.status) && new Date(one.changed_at).getTime() + ASK_AFTER <= now,
  first: one.steps.map((step) => ({ status: `application_${step.status}`, at: step.at })),
});

const latestFirst = (a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : 0);
const oldestFirst = (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

// `applications` with `asks_now`, `likes` those followed by nothing else.
export const searchOf = (state, { applications, likes, now }) => {
  const search = { ...EMPTY_SEARCH, ...state.search };
  const liked = new Map(state.likes.map((one) => [`o-${one.id}`, one]));
  const histories = new Map(search.histories.map((one) => [one.key, one.steps]));
  const notes = new Map(search.notes.map((one) => [one.key, one.text]));
  const files = [
    ...state.matches.map((one) => ofMatch(one, now)),
    ...applications.map(ofApplication),
    ...likes.map(ofLike),
    ...search.tracked.map((one) => ofTracked(one, now)),
  ].map((file) => {
    const like = liked.get(file.key);
    const told = histories.get(file.key) ?? [];
    const steps = [
      ...(like ? [{ status: "liked", at: like.liked_at }] : []),
      ...(told.length ? told : file.first),
      ...file.later,
    ].sort(oldestFirst);
    return { ...file, place: file.place || (like?.place ?? ""), steps, note: notes.get(file.key) ?? "" };
  });
  const known = new Map(files.map((file) => [file.key, file]));
  const reminders = search.reminders
    .filter((one) => !one.key || known.has(one.key))
    .map((one) => ({
      pending: false,
      ...one,
      due: !one.done && new Date(one.due_at).getTime() <= now,
      title: known.get(one.key)?.title ?? "",
    }))
    .sort((a, b) => (a.due_at < b.due_at ? -1 : 1));
  files.sort(latestFirst);
  for (const file of files) {
    file.reminders = reminders.filter((one) => one.key === file.key);
    file.next_at = file.reminders.find((one) => !one.done)?.due_at ?? "";
  }
  const asking = (file) => file.asks_now && !file.pending && !file.over;
  const proposed = (file) => file.state === "match_proposed";
  // What is asked stands in its own place above; a hire is the first of what goes on.
  const above = (file) => file.state === "match_consent_asked" || proposed(file) || file.asks_how || asking(file);
  const going = files.filter((file) => !file.over && !above(file));
  const hired = (file) => file.state === "match_hired";
  return {
    files,
    due: reminders.filter((one) => one.due),
    asking: files.filter((file) => file.kind === "tracked" && asking(file)),
    proposed: files.filter(proposed),
    asks_how: files.filter((file) => file.asks_how),
    going: [...going.filter(hired), ...going.filter((file) => !hired(file))],
    over: files.filter((file) => file.over),
    searches: search.searches,
    fresh: search.searches.reduce((sum, one) => sum + (one.alert ? one.fresh : 0), 0),
    documents: search.documents,
    cv: { ...EMPTY_SEARCH.cv, ...search.cv },
  };
};

const ADDRESS = /https?:\/\/[^\s<>"'`\\]+/i;

// What another app shares: the address may stand in any of the three, the title in the text.
export const draftOf = ({ title = "", text = "", url = "" }) => {
  const found = [url, text, title].map((value) => value.match(ADDRESS)?.[0] ?? "").find(Boolean) ?? "";
  const bare = (value) => value.replace(ADDRESS, "").replace(/\s+/g, " ").trim();
  return { title: (bare(title) || bare(text)).slice(0, 160), url: found.slice(0, 1000) };
};

// "www.exemple.fr/offre" is an address too; what is none stays as it is, and is told.
export const addressOf = (text) => {
  const typed = text.trim();
  if (!typed || /^https?:\/\//i.test(typed)) return typed;
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(typed) ? `https://${typed}` : typed;
};
