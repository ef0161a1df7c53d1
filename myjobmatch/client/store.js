// The client store: a mirror in memory of what storage keeps, and the one door for what a youth does.
// Pages read it by `useStore`; every write is `act`, which the outbox sends (docs/decisions/0010).
import { startTransition, useEffect, useState } from "react";
import { makeOutbox } from "./outbox.js";
import { inMemory, openStorage } from "./storage.js";
import { setHaptics } from "./haptics.js";
import { newId } from "./ids.js";
import { endSession, hasLeft, hearNoMore, ringNoMore } from "./leaving.js";
import { fetchPlaces } from "./places.js";
import { filterKey, filterQuery } from "./terms.js";
import { derive, EMPTY, merge, whole } from "./view.js";

const DECK_SIZE = 30;
const DECK_LOW = 12;
const DECK_FIRST = 4; // a slow network brings the first card sooner with few behind it, and other pages with none
const OTHERS_AFTER = 700;
const ASK_AGAIN = 60_000;
const EVERY = 5 * 60_000;
const PATIENCE = 60_000; // one question at a time is under way, of all tabs: a network that swallows it must not hold the others

let storage = inMemory();
let base = EMPTY;
let rows = [];
let env = { ready: false, online: true, storage: "", told_memory: false, signed_out: false, now: 0, said: null, shown: null, outside: null, why: null, relaxed: null, link: "", reporting: null };
const UNSAID = { said: null, shown: null, outside: null, why: null, relaxed: null, link: "" };
const nothing = derive(EMPTY, [], env);
let view = nothing;
const listeners = new Set();

const publish = (changed = {}) => {
  env = { ...env, ...changed, now: Date.now() };
  view = derive(base, rows, env);
  setHaptics(view.haptics);
  document.documentElement.toggleAttribute("data-unread", view.unread > 0);
  document.documentElement.toggleAttribute("data-asked", view.questions.length + view.asking.length + view.answers > 0);
  // Drawn in slices: a card that flies, or a finger, never waits for the page around it.
  startTransition(() => listeners.forEach((listener) => listener()));
};

let channel = null;
const tellTabs = (what = "changed") => storage.kind === "indexeddb" && channel?.postMessage(what);

const reload = async () => {
  const kept = await storage.load();
  base = whole(kept.base);
  rows = kept.rows.filter((row) => row.account === base.account);
  publish();
};

// What storage refuses goes on in memory: nothing is lost while the page is open, and it says so.
const keep = async (work) => {
  try {
    return await work(storage);
  } catch (error) {
    if (storage.kind === "memory") throw error;
    console.warn("storage refused, going on in memory:", error?.name);
    storage = inMemory(base, rows);
    env = { ...env, storage: "memory" };
    return work(storage);
  }
};

// --- network ---------------------------------------------------------------------------------

let queue = Promise.resolve();
const exclusively = (work) => {
  const run = () => (navigator.locks ? navigator.locks.request("mjm-phone-network", work) : work());
  const done = queue.then(run, run);
  queue = done.catch(() => {});
  return done;
};

export const ask = async (url, options) => {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE), ...options });
  } catch (error) {
    if (env.online) publish({ online: false });
    throw error;
  }
  const json = answer.headers.get("content-type")?.startsWith("application/json");
  const body = json ? await answer.json() : {};
  // A captive portal or a filter on the way: whose phone this is, our server alone says, and where it takes the page for its own.
  if ([200, 401, 403, 409].includes(answer.status) && (!json || body.error === "origin")) throw new Error(`not our server: ${answer.status}`);
  // An answer that was under way when the network went does not bring it back.
  if (!env.online && navigator.onLine) publish({ online: true });
  return { status: answer.status, body };
};

const signedOut = async () => {
  rows = (await storage.rows()).filter((row) => row.account === base.account);
  if (rows.length) return publish({ signed_out: true });
  await forget();
  location.assign("/connexion");
};

const notOurs = async () => {
  const { status, body } = await ask("/api/v1/session");
  await forget();
  if (status === 200 && body.role !== "youth") location.replace(body.home);
  else sync();
};

let timer = 0;
const outbox = makeOutbox({
  storage: () => storage,
  exclusively,
  signedOut,
  accountChanged: notOurs,
  upload: (account, files) => import("./talk_files.js").then(({ sendAll }) => sendAll(account, files)),
  post: (body) => {
    const text = JSON.stringify(body);
    const headers = { "content-type": "application/json", accept: "application/json" };
    // So that this page is not told again, by its socket, what the answer tells (heard.py).
    const tab = sessionStorage.getItem("token");
    if (tab) headers["x-mjm-tab"] = tab;
    // The last swipe before the page goes away must arrive: keepalive, where its 64 KiB allow.
    return ask("/api/v1/commands", { method: "POST", headers, body: text, keepalive: text.length < 20_000 });
  },
  async settled(after, { complete, fresh = false }) {
    base = after;
    rows = (await storage.rows()).filter((row) => row.account === base.account);
    publish();
    tellTabs();
    if (fresh) freshSoon();
    else if (!complete || (base.synced && view.cards_count < DECK_LOW)) sync();
  },
  later(wait) {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  },
});
// Without a network nothing is tried: what nobody has heard of can still be taken back.
const flush = () => (navigator.onLine && !left ? outbox.flush(() => base) : Promise.resolve());

// Several taps on chips make one new deck.
const PAUSE = 600;
let fresher = 0;
const freshSoon = () => {
  clearTimeout(fresher);
  fresher = setTimeout(() => sync({ fresh: true }), PAUSE);
};

// The server has just started and has no cards yet: everything else is here already. Asked again by the
// page that is looked at, also when an answer was lost, and ever more rarely.
const PREPARING = 2_000;
const MOST_PREPARING = 30_000;
let preparing = 0;
let patience = PREPARING;
const askForCards = () => {
  clearTimeout(preparing);
  if (!base.preparing) patience = PREPARING;
  if (!base.preparing || env.signed_out || document.visibilityState === "hidden" || !navigator.onLine) return;
  preparing = setTimeout(() => sync(), patience);
  patience = Math.min(MOST_PREPARING, patience * 1.5);
};

let syncing = null;
let syncAgain = null;

const runSync = async (asked) => {
  // The cards were dealt for another profile or language, even if the app was closed since.
  const fresh = asked || Boolean(base.stale);
  const decided = rows.filter((row) => row.kind === "decide").map((row) => row.payload.offer_id);
  const have = [...new Set([...(fresh ? [] : base.deck.map((card) => card.id)), ...decided])].slice(0, 120);
  const low = view.cards_count < DECK_LOW && (!base.exhausted || Date.now() - base.dealt_at > ASK_AGAIN);
  const begins = !base.synced;
  const want = begins ? (location.pathname.startsWith("/decouvrir") ? DECK_FIRST : 0) : fresh ? DECK_SIZE : low || base.preparing ? Math.max(0, DECK_SIZE - view.cards_count) : 0;
  const language = document.documentElement.dataset.language;
  const filtered = filterKey(base.filters);
  const query = new URLSearchParams({ want, have: have.join(","), language, shape: base.shape, ...filterQuery(base.filters) });
  if (base.seq !== null && !fresh) query.set("since", base.seq);
  const { status, body } = await ask(`/api/v1/sync?${query}`, { headers: { accept: "application/json" } });
  if (left) return undefined;
  if (status === 401) return signedOut();
  if (status === 403) return notOurs();
  if (status !== 200) throw new Error(`sync answered ${status}`);
  if (base.account && base.account !== body.account) {
    // Another person signed in: nothing of the last one stays.
    await storage.clear();
    base = EMPTY;
    rows = [];
    publish(UNSAID);
    syncAgain = { fresh: true };
    return undefined;
  }
  const now = Date.now();
  base = await keep((kept) => kept.update((before) => merge(before, body, { fresh, now, language, filtered })));
  // Changed while this was under way: the cards are of the former filters; or they are of a former release.
  if (filterKey(base.filters) !== filtered || (base.stale && !fresh)) syncAgain = { fresh: true };
  publish({ signed_out: false });
  tellTabs();
  return begins ? void setTimeout(sync, OTHERS_AFTER) : undefined;
};

// Bring what is kept up to date. `fresh` drops the cards held: the profile or the language changed.
export const sync = ({ fresh = false } = {}) => {
  if (left) return Promise.resolve();
  if (syncing) {
    syncAgain = { fresh: fresh || Boolean(syncAgain?.fresh) };
    return syncing;
  }
  syncing = exclusively(() => runSync(fresh))
    .catch((error) => console.warn("not up to date:", error?.message))
    .finally(() => {
      syncing = null;
      const next = syncAgain;
      syncAgain = null;
      if (next) sync(next);
      else askForCards();
    });
  return syncing;
};

// --- what a youth does -----------------------------------------------------------------------

let acts = Promise.resolve();
const inOrder = (work) => (acts = acts.then(work).catch((error) => console.error("not kept:", error)));

// Keep a command, show its effect, send it when there is a network. Answers once it is kept.
// `shown` is what the view needs of it beyond the payload; it is not sent. `files` leave before it (talk_files.js).
export const act = (kind, payload, shown = undefined, files = undefined) =>
  inOrder(() => (base.account ? enqueue({ kind, payload, ...(shown && { shown }), ...(files && { files }) }) : undefined));
// A file that still waits with its message.
export const heldFile = (id) => rows.flatMap((row) => row.files ?? []).find((file) => file.id === id) ?? null;

const enqueue = async (command) => {
  const row = { id: newId(), account: base.account, at: new Date().toISOString(), tries: 0, ...command };
  const added = await keep((kept) => kept.add(row));
  rows = [...rows, added];
  publish();
  tellTabs();
  flush();
};

export const decide = (id, kind, reason = "") => {
  const card = view.top.find((one) => one.id === id) ?? view.kept.find((one) => one.id === id);
  if (!card) return Promise.resolve();
  const next = view.top.find((one) => one.id !== id);
  const why = kind === "pass" && card.explanation ? { id, reason: "" } : null;
  env = { ...env, said: { kind, title: card.title, next: next?.title ?? "" }, shown: null, why, relaxed: null };
  if (kind === "like" && card.origin === "outside") {
    env = { ...env, outside: card };
    openDialog("outside-next", AFTER_FLIGHT);
  }
  return act("decide", { offer_id: id, kind, reason });
};

const AFTER_FLIGHT = 340;
// Opened by ui.js, which waits until it is drawn.
const openDialog = (id, wait) => setTimeout(() => dispatchEvent(new CustomEvent("mjm-open", { detail: id })), wait);

// What nobody has heard of yet is taken out of the outbox; answers whether it was there.
const withdrawn = async (test) => {
  const waiting = rows.findLast(test);
  if (!waiting || !(await storage.withdraw(waiting.n))) return false;
  rows = rows.filter((row) => row.n !== waiting.n);
  publish();
  tellTabs();
  return true;
};

// Take a command back: from the outbox when nobody has heard of it (then true), else by another command.
export const takeBack = (test, otherwise) => inOrder(async () => (await withdrawn(test)) || enqueue(otherwise));

// Take the last decision back.
export const undo = () =>
  inOrder(async () => {
    const last = derive(base, rows, env).last_decided;
    if (!last) return;
    const decided = (row) => row.kind === "decide" && row.payload.offer_id === last;
    if (!(await withdrawn(decided))) await enqueue({ kind: "undo", payload: { offer_id: last } });
    publish({ said: { kind: "undo", title: view.top[0]?.title ?? "", next: "" }, why: null });
  });

// Change what is kept beside what the server synchronises.
export const note = (edit) =>
  inOrder(async () => {
    if (left) return;
    base = await keep((kept) => kept.update((before) => edit(whole(before))));
    publish();
    tellTabs();
  });

export const dismiss = (id) => note((state) => ({ ...state, told: state.told.filter((one) => one.id !== id) }));
export const celebrated = (id) => note((state) => ({ ...state, celebrated: [...state.celebrated, id].slice(-50) }));
export const alertsLater = () => note((state) => ({ ...state, alerts_asked: Date.now() }));
export const dismissMemory = () => publish({ told_memory: true });

// What the details can be told of without asking the server.
const known = (id) =>
  [...base.deck, ...base.history.map((one) => one.card), ...base.kept.map((one) => one.card)].find(
    (card) => card?.id === id && card.explanation,
  ) ?? null;

export const show = (id) => {
  const shown = known(id);
  if (!shown) return location.assign(`/offre/${id}`);
  publish({ shown });
  openDialog("offer-details", 0);
};

// A live page heard that the account changed: `seq` says how far.
export const noticed = async (seq) => {
  await syncing;
  if (env.ready && (base.seq === null || seq > base.seq)) sync();
};

// For what lies around the deck (deck.js).
export const tell = publish;
export const seen = () => view;
export const card = known;
export const newCards = () => freshSoon();
export const openSheet = (id) => openDialog(id, 0);
const forget = async () => {
  await storage.clear().catch(() => {});
  base = EMPTY;
  rows = [];
  if (!left) tellTabs("cleared");
  publish(UNSAID);
};

// --- its life --------------------------------------------------------------------------------

const wake = () => {
  if (document.visibilityState === "hidden" || !navigator.onLine) return;
  outbox.hurry();
  flush();
  sync();
};

const SIGN_OUT = "/api/v1/session/end";
// From here on nothing is read or kept: what is still under way is for nobody.
let left = hasLeft();
const leave = async (to, after) => {
  // What waits is sent first, as long as a network lets it; then nothing stays on this phone.
  const last = Promise.allSettled([flush(), ringNoMore()]);
  await Promise.race([last, new Promise((done) => setTimeout(done, 2000))]);
  left = true;
  hearNoMore();
  tellTabs("left");
  await forget();
  await endSession(to, after);
};
// The account is to go now: nothing of it stays here either.
export const leaveForGood = (to) => leave(to, () => location.assign(to));

let started = false;
const start = async () => {
  if (started) return;
  started = true;
  if (left) return; // ui.js ends the session, and goes on
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") === SIGN_OUT) {
      event.preventDefault();
      leave("/", () => form.submit()); // without a script it signs out by itself: the browser says that no network is there
    }
  });
  if ("BroadcastChannel" in window) {
    channel = new BroadcastChannel("mjm-phone");
    channel.onmessage = ({ data }) => {
      left ||= data === "left";
      if (left) {
        hearNoMore();
        location.assign("/");
      } else if (data === "cleared") location.reload();
      else if (storage.kind === "indexeddb") reload();
    };
  }
  addEventListener("online", () => publish({ online: true }) ?? wake());
  addEventListener("offline", () => publish({ online: false }));
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  setInterval(wake, EVERY);
  storage = await openStorage();
  env = { ...env, ready: true, online: navigator.onLine, storage: storage.kind };
  await keep(reload);
  flush();
  sync()
    .then(fetchPlaces)
    .then(() => import("./push.js"))
    .then(({ ringAgain }) => ringAgain(base.account));
};

const subscribe = (listener) => start(listeners.add(listener)) && (() => listeners.delete(listener));

let hydrated = false; // until then what the server rendered is shown
export const useStore = () => {
  const [shown, setShown] = useState(() => (hydrated ? view : nothing));
  useEffect(() => {
    hydrated = true;
    const follow = () => setShown(view);
    follow();
    return subscribe(follow);
  }, []);
  return shown;
};
