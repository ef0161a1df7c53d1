// Who sees what of a youth, on the phone before the server has answered; the kind word to who likes very much.
import assert from "node:assert/strict";
import { test } from "node:test";
import { coaching, coachTold, FAST, FAST_MS, MANY } from "./sharing.js";
import { derive, EMPTY, merge, settle } from "./view.js";

const AT = "2026-09-14T09:00:00.000Z";
const NOW = Date.parse(AT);
const env = { ready: true, online: true, storage: "memory", signed_out: false, now: NOW, said: null, shown: null, why: null };
let ids = 0;
const row = (kind, payload, more = {}) => ({ id: `id-${++ids}`, account: "me", kind, payload, at: AT, tries: 0, ...more });
const match = (id, more = {}) => ({ id, offer_id: `o-${id}`, offer_title: id, company: "Le Fournil", company_id: "fournil", status: "shared", withdrawn: false, since: AT, conversation_id: `c-${id}`, ...more });
const company = (id, more = {}) => ({ company_id: id, company: id, since: AT, until: null, withdrawn: false, offers: ["x"], ...more });
const talk = (id) => ({ id, kind: "match", title: "", unread: 0, closed: false, messages: [{ id: "m", body: "Bonjour" }] });
const base = {
  ...EMPTY, account: "me", synced: true, seq: 7,
  matches: [match("a"), match("b"), match("c", { company_id: "grill", company: "Grill" })],
  conversations: [talk("c-a"), talk("c-b"), talk("c-c")],
  sharing: { companies: [company("fournil"), company("grill")], blocked: [], questions: [{ id: "q", company_id: "fournil", company: "Le Fournil", answers: ["yes", "no"], answer: "" }] },
};
const view = (rows) => derive(base, rows, env);
const ids_of = (list) => list.map((one) => one.company_id);

test("a yes taken back shows at once, without a network, and what was written stays", () => {
  const shown = view([row("withdraw", { company_id: "fournil" })]);
  assert.deepEqual(ids_of(shown.sharing.now), ["grill"]);
  assert.deepEqual(ids_of(shown.sharing.before), ["fournil"]);
  assert.deepEqual(shown.matches.map((one) => one.status), ["closed", "closed", "shared"]);
  assert.deepEqual(shown.conversations.map((one) => one.closed), [true, true, false]);
  assert.equal(shown.conversations[0].messages[0].body, "Bonjour");
  assert.equal(shown.waiting, 1);
});

test("one match ended leaves the company what it sees by another", () => {
  const one = view([row("close_match", { match_id: "a" })]);
  assert.deepEqual(ids_of(one.sharing.now), ["fournil", "grill"]);
  const both = view([row("close_match", { match_id: "a" }), row("close_match", { match_id: "b" })]);
  assert.deepEqual(ids_of(both.sharing.now), ["grill"]);
});

test("a refusal brings all back", () => {
  const command = row("withdraw", { company_id: "fournil" });
  const after = settle(base, command, { status: "refused", code: "company_unknown", params: {} });
  assert.deepEqual(ids_of(derive(after, [], env).sharing.now), ["fournil", "grill"]);
});

test("a block takes the company's cards and questions away, and comes undone", () => {
  const card = (id, name) => ({ id, title: id, company: name, origin: "internal", contract: "cdi", schedules: [], explanation: { matched: [], near: [], missing: [] } });
  const held = { ...base, deck: [card("x", "Le Fournil"), card("y", "Grill")] };
  const command = row("block", { company_id: "fournil" }, { shown: { company: "Le Fournil" } });
  const shown = derive(held, [command], env);
  assert.deepEqual(shown.top.map((one) => one.id), ["y"]);
  assert.deepEqual(ids_of(shown.sharing.blocked), ["fournil"]);
  assert.deepEqual(shown.sharing.open, []);
  assert.deepEqual(ids_of(shown.sharing.now), ["grill"]);
  const again = derive(held, [command, row("block", { company_id: "fournil", off: true })], env);
  assert.deepEqual(again.sharing.blocked, []);
});

test("an answer is there at once", () => {
  const shown = view([row("answer_question", { question_id: "q", answer: "no" })]);
  assert.deepEqual(shown.sharing.open, []);
  assert.equal(shown.sharing.answered[0].answer, "no");
});

test("what the server knows takes its place", () => {
  const answer = { account: "me", seq: 8, now: AT, gone: [], sharing: { companies: [], blocked: [company("x")], questions: [] } };
  assert.deepEqual(ids_of(derive(merge(base, answer, { now: NOW }), [], env).sharing.blocked), ["x"]);
});

const liked = (count, apart) => Array.from({ length: count }, (_, n) => new Date(NOW - n * apart).toISOString());

test("many likes in a moment call for a word, and it is said once a day", () => {
  assert.equal(coaching({ liked_at: liked(FAST - 1, 1000) }, NOW), "");
  assert.equal(coaching({ liked_at: liked(FAST, 1000) }, NOW), "fast");
  assert.equal(coaching({ liked_at: liked(FAST, FAST_MS / 10) }, NOW), "");
  assert.equal(coaching({ liked_at: liked(FAST, 1000), noted: coachTold("fast", NOW) }, NOW), "");
  assert.equal(coaching({ liked_at: liked(FAST, 1000), noted: coachTold("fast", NOW - 86_400_000) }, NOW), "fast");
  assert.equal(coaching({ liked_at: liked(MANY, 60_000) }, NOW), "many");
  assert.equal(coaching({ liked_at: liked(MANY, 1000), noted: coachTold("many", NOW) }, NOW), "");
});

test("nothing is held back: the like after the word is a like", () => {
  const card = { id: "x", title: "x", company: "Le Fournil", origin: "internal", contract: "cdi", schedules: [], explanation: { matched: [], near: [], missing: [] } };
  const held = { ...base, deck: [card], liked_at: liked(FAST, 1000) };
  assert.equal(derive(held, [], env).coach, "fast");
  const shown = derive(held, [row("decide", { offer_id: "x", kind: "like" })], env);
  assert.deepEqual(shown.likes.map((one) => one.id), ["x"]);
});
