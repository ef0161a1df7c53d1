// The service worker's answers, run by Node in place of a browser: `test_worker.py` puts it beside, with a page kept.
import assert from "node:assert/strict";
import { test } from "node:test";

const kept = new Map([["/_fr/decouvrir.html", "kept"]]);
const cache = {
  match: async (url) => (kept.has(url) ? new Response(kept.get(url)) : undefined),
  put: async () => {},
  keys: async () => [],
};
const heard = {};
let net;
globalThis.self = { addEventListener: (kind, listener) => (heard[kind] = listener) };
globalThis.location = { origin: "https://site" };
globalThis.caches = { open: async () => cache };
globalThis.fetch = async () => net();
await import("./worker.mjs");

const opened = async (path) => {
  let answer;
  const request = { method: "GET", mode: "navigate", url: `https://site${path}` };
  heard.fetch({ request, respondWith: (given) => (answer = given) });
  const shown = await answer;
  return [shown.status, await shown.text()];
};

test("a page comes from the network first", async () => {
  net = () => new Response("fresh");
  assert.deepEqual(await opened("/decouvrir"), [200, "fresh"]);
});

test("without a network the page kept opens", async () => {
  net = () => {
    throw new TypeError("failed to fetch");
  };
  assert.deepEqual(await opened("/decouvrir"), [200, "kept"]);
});

test("a server that is being renewed shows the page kept, and its own word where there is none", async () => {
  net = () => new Response("Bad gateway", { status: 502 });
  assert.deepEqual(await opened("/decouvrir"), [200, "kept"]);
  assert.deepEqual(await opened("/messages"), [502, "Bad gateway"]);
});

test("a page that is not there any more is said so", async () => {
  net = () => new Response("gone", { status: 404 });
  assert.deepEqual(await opened("/decouvrir"), [404, "gone"]);
});
