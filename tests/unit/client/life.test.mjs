// The store's life in a browser made of a few lines: what it asks, and what it keeps of the answers.
// `test_life.py` puts the modules beside, and stands in for React and IndexedDB.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { sendFile } from "./talk_files.js";
import { EMPTY } from "./view.js";
import { disk } from "./node_modules/idb/index.js";

const AT = "2026-09-14T09:00:00.000Z";
const JSON_TYPE = { "content-type": "application/json" };
const real = { wait: setTimeout };
const pause = (ms = 20) => new Promise((done) => real.wait(done, ms));

let net; // what the network answers: (url, options) => Response
let asked; // [method, path] of each question
let gone; // where the page was sent
let heard; // listeners of window and document, by kind

const on = (kind, listener) => (heard[kind] ??= []).push(listener);
const stand = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
const later = (work, ms) => {
  const timer = real.wait(work, ms);
  timer.unref?.();
  return timer;
};

beforeEach(() => {
  asked = [];
  gone = [];
  heard = {};
  disk.clear();
  stand("window", {});
  stand("navigator", { onLine: true });
  stand("document", {
    visibilityState: "visible",
    documentElement: { dataset: { language: "fr" }, toggleAttribute() {} },
    addEventListener: on,
    getElementById: () => null,
  });
  stand("addEventListener", on);
  stand("dispatchEvent", () => true);
  stand("sessionStorage", { getItem: () => null });
  const notes = new Map();
  stand("localStorage", { getItem: (name) => notes.get(name) ?? null, setItem: (name, value) => notes.set(name, value), removeItem: (name) => notes.delete(name) });
  stand("location", { pathname: "/messages", assign: (to) => gone.push(to), replace: (to) => gone.push(to), reload() {} });
  stand("setInterval", () => 0);
  stand("setTimeout", later);
  stand("fetch", async (url, options = {}) => {
    asked.push([options.method ?? "GET", url.split("?")[0]]);
    return net(url, options);
  });
});

const json = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: JSON_TYPE });
const html = (status) => new Response("<h1>Filtre</h1>", { status, headers: { "content-type": "text/html" } });
const synced = { account: "me", seq: 7, now: AT, gone: [], unchanged: true };
const row = { id: "0".repeat(32), account: "me", kind: "decide", payload: { offer_id: "a", kind: "like" }, at: AT, tries: 0 };
const keep = (base, ...rows) => {
  disk.base = { ...EMPTY, account: "me", synced: true, seq: 7, ...base };
  for (const one of rows) disk.add(one);
};

let pages = 0;
const open = async () => {
  const store = await import(`./store.js?${(pages += 1)}`);
  store.useStore();
  await pause();
  return store;
};

test("what waits leaves when the app is opened, and the phone is brought up to date", async () => {
  keep({}, row);
  net = (url) => (url.startsWith("/api/v1/sync") ? json(synced) : json({ results: [{ id: row.id, status: "done", data: {} }], seq: 8, alone: true }));
  const store = await open();
  assert.deepEqual(asked.slice(0, 2), [["POST", "/api/v1/commands"], ["GET", "/api/v1/sync"]]);
  assert.equal(store.seen().waiting, 0);
  assert.deepEqual(disk.rows(), []);
});

test("what a former version kept is read by this one, after every answer", async () => {
  keep({});
  for (const name of ["filters", "noted", "drafts", "workshops", "celebrated"]) delete disk.base[name];
  net = () => json(synced);
  const store = await open();
  assert.ok(store.seen().ready, "an answer without news leaves nothing out");
  await store.act("read", { conversation_id: "c" });
  net = (url) => (url.startsWith("/api/v1/sync") ? json(synced) : json({ results: disk.rows().map(({ id }) => ({ id, status: "done", data: {} })), seq: 8, alone: true }));
  await store.act("like_workshop", { id: "w", liked: "yes" });
  await pause();
  assert.deepEqual(disk.rows(), []);
  assert.deepEqual(store.seen().drafts, {});
});

test("what a former release kept is asked for whole, and its cards are dealt anew", async () => {
  keep({ search: { tracked: [] }, me: { first_name: "Lina" }, deck: [{ id: "a", title: "A" }], dealt_at: Date.now(), exhausted: true });
  const queries = [];
  net = (url) => {
    queries.push(new URLSearchParams(url.split("?")[1]));
    return json({ ...synced, shape: "s", cards_shape: "c", ...(queries.length > 1 && { deck: { cards: [{ id: "b", title: "B" }], eligible: 1, exhausted: true, hint: "later" } }) });
  };
  const store = await open();
  assert.deepEqual(store.seen().me.away, [], "what it lacks is there before an answer is");
  assert.deepEqual(queries.map((query) => [query.get("shape"), query.has("since"), query.get("have")]), [["", true, "a"], ["s", false, ""]]);
  assert.deepEqual(store.seen().top.map(({ id }) => id), ["b"]);
});

for (const status of [401, 403, 409])
  test(`a filter of the school's network that answers ${status} empties nothing`, async () => {
    keep({ likes: [{ id: "b" }] }, row);
    net = () => html(status);
    const store = await open();
    assert.deepEqual(disk.rows().map(({ id }) => id), [row.id]);
    assert.equal(store.seen().likes.some((one) => one.id === "b"), true);
    assert.equal(store.seen().signed_out, false);
    assert.deepEqual(gone, []);
  });

test("a page that the server takes for another site's loses nothing of what waits", async () => {
  keep({}, row);
  net = (url, { method }) => (method === "POST" ? json({ error: "origin" }, 403) : json(synced));
  await open();
  assert.deepEqual(disk.rows().map(({ id }) => id), [row.id]);
});

test("a person of another role who signed in here finds nothing", async () => {
  keep({ likes: [{ id: "b" }] }, row);
  net = (url) => (url === "/api/v1/session" ? json({ role: "advisor", home: "/aujourdhui" }) : json({ error: "not_allowed", params: {} }, 403));
  await open();
  assert.deepEqual([disk.rows(), disk.base, gone[0]], [[], undefined, "/aujourdhui"]);
});

test("a file that a filter on the way refuses waits, and is not refused", async () => {
  const file = { id: "f", name: "cv.pdf", kind: "pdf", data: new ArrayBuffer(1) };
  net = () => html(403);
  await assert.rejects(sendFile("me", file));
  net = () => json({ error: "not_allowed", params: {} }, 403);
  assert.equal((await sendFile("me", file)).error, "not_allowed");
});

const signOut = async () => {
  const form = { getAttribute: () => "/api/v1/session/end", submit: () => gone.push("form") };
  for (const listener of heard.submit) listener({ target: form, preventDefault() {} });
  await pause();
};

test("an answer that was under way when one signed out is kept for nobody", async () => {
  keep({ likes: [{ id: "b" }] });
  let answer;
  net = (url, { method }) => (method === "DELETE" ? new Response(null, { status: 204 }) : new Promise((done) => (answer = () => done(json({ ...synced, likes: [{ id: "b" }] })))));
  const store = await open();
  await signOut();
  answer();
  await pause();
  for (const wake of heard.visibilitychange) wake();
  await pause();
  assert.equal(disk.base, undefined);
  assert.deepEqual(store.seen().likes, []);
  assert.deepEqual(gone, ["/"]);
  assert.deepEqual(asked.map(([, path]) => path), ["/api/v1/sync", "/api/v1/session"], "nothing is asked any more");
});

test("a command answered after one signed out leaves nothing either", async () => {
  const profile = { ...row, kind: "profile", payload: { experience: "some" }, shown: { experience: "some" } };
  keep({}, profile);
  let answer;
  net = (url, { method }) => (method === "DELETE" ? new Response(null, { status: 204 }) : new Promise((done) => (answer = () => done(json({ results: [{ id: row.id, status: "done", data: {} }], seq: 8, alone: false })))));
  await open();
  stand("setTimeout", (work) => later(work, 0)); // two seconds of patience
  await signOut();
  answer();
  await pause();
  assert.equal(disk.base?.profile ?? null, null);
  assert.equal(disk.base?.account ?? "", "");
});

test("signed out without a network: the session ends with the first page that has one, and nothing is read before", async () => {
  keep({ likes: [{ id: "b" }] });
  net = () => json(synced);
  await open();
  navigator.onLine = false;
  net = () => {
    throw new TypeError("failed to fetch");
  };
  await signOut();
  assert.deepEqual([disk.base, gone], [undefined, ["form"]]);
  asked = [];
  gone = [];
  heard = {};
  document.querySelector = () => ({});
  await open();
  await import(`./ui.js?${pages}`);
  await pause();
  assert.deepEqual(asked, [["DELETE", "/api/v1/session"]]);
  net = () => new Response(null, { status: 204 });
  for (const online of heard.online) online();
  await pause();
  assert.deepEqual([asked.length, gone, localStorage.getItem("mjm-left")], [2, ["/connexion"], null]);
});

test("gone for good: nothing is kept, and the goodbye is shown, without a network too", async () => {
  keep({ likes: [{ id: "b" }] });
  net = (url) => (url.startsWith("/api/v1/sync") ? json(synced) : new Response(null, { status: 204 }));
  const store = await open();
  stand("setTimeout", (work) => later(work, 0));
  await store.leaveForGood("/au-revoir");
  assert.deepEqual([disk.base, gone], [undefined, ["/au-revoir"]]);
  stand("setTimeout", later);
  net = (url) => {
    if (url.startsWith("/api/v1/sync")) return json(synced);
    throw new TypeError("failed to fetch");
  };
  gone = [];
  keep({ likes: [{ id: "b" }] });
  const again = await open();
  stand("setTimeout", (work) => later(work, 0));
  await again.leaveForGood("/au-revoir");
  assert.deepEqual([disk.base, gone, localStorage.getItem("mjm-left")], [undefined, ["/au-revoir"], "1"]);
});

test("a question that nobody answers does not hold up everything for ever", async () => {
  keep({}, row);
  stand("AbortSignal", { timeout: () => AbortSignal.abort(new DOMException("too long", "TimeoutError")) , abort: AbortSignal.abort.bind(AbortSignal) });
  let silent = true;
  net = (_url, { signal }) => {
    if (!silent) return json(synced);
    return new Promise((_, fail) => signal && fail(signal.reason));
  };
  const store = await open();
  silent = false;
  await Promise.race([store.sync(), pause(500)]);
  assert.equal(store.seen().ready, true);
  assert.equal(asked.filter(([, path]) => path === "/api/v1/sync").length > 0, true, "what comes after has its turn");
});
