// What the outbox makes of a server that fails: `test_life.py` puts the modules beside.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeOutbox } from "./outbox.js";
import { inMemory } from "./storage.js";
import { EMPTY } from "./view.js";

const AT = "2026-09-14T09:00:00.000Z";
const FAILS = { status: 500, body: {} };
const waiting = ["a", "b"].map((id) => ({ id, account: "me", kind: "message", payload: { conversation_id: "t", body: id }, at: AT, tries: 0 }));
const done = ({ commands }) => ({ status: 200, body: { results: commands.map(({ id, kind }) => ({ id, status: kind === "probe" ? "refused" : "done", code: "", params: {}, data: {} })), seq: 9, alone: true } });
const has = (id) => ({ commands }) => commands.some((one) => one.id === id);

const phone = async (server) => {
  const storage = inMemory({ ...EMPTY, account: "me", synced: true, seq: 7, conversations: [{ id: "t", unread: 0, messages: [] }] });
  for (const one of waiting) await storage.add(one);
  const held = { server, sent: [] };
  const outbox = makeOutbox({
    storage: () => storage,
    exclusively: (work) => work(),
    post: async (body) => held.sent.push(body.commands.map(({ kind, id }) => (kind === "probe" ? kind : id)).join(" ")) && held.server(body),
    settled: async () => {},
    later: () => {},
  });
  const flush = async (times) => {
    for (let i = 0; i < times; i += 1) await outbox.flush(() => ({ account: "me", seq: 7 }));
  };
  return { ...held, storage, flush, turn: (other) => (held.server = other), told: async () => (await storage.load()).base.told };
};

test("a command that the server fails at each time is refused at last, and what waits behind it leaves", async () => {
  const { flush, sent, storage, told } = await phone((body) => (has("a")(body) ? FAILS : done(body)));
  await flush(9);
  assert.deepEqual(sent, ["a b", "a", "a", "a", "a", "a", "a", "probe", "a", "b"]);
  assert.deepEqual(await storage.rows(), []);
  assert.deepEqual((await told()).map(({ id, code, body }) => [id, code, body]), [["a", "malformed", "a"]]);
});

test("a server that keeps nothing at all loses nothing, and what waits keeps its order", async () => {
  const { flush, sent, storage, told, turn } = await phone(() => FAILS);
  await flush(40);
  assert.equal((await storage.rows()).length, 2);
  sent.length = 0;
  turn(done);
  await flush(2);
  assert.deepEqual(sent.filter((ids) => ids !== "probe"), ["a", "b"]);
  assert.deepEqual([await storage.rows(), await told()], [[], []]);
});
