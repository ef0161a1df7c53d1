// How it goes on with a company, before the server answers: run by Node as the others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { derive, EMPTY, settle } from "./view.js";

const AT = "2026-09-14T09:00:00.000Z";
const NOW = Date.parse(AT);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLOTS = ["2026-09-16T12:30:00Z", "2026-09-17T07:00:00Z"];
const env = { ready: true, online: true, storage: "memory", signed_out: false, now: NOW, said: null, shown: null };

let ids = 0;
const row = (kind, payload) => ({ id: `id-${++ids}`, account: "me", kind, payload, at: AT, tries: 0 });
const invited = { id: "i", status: "proposed", how: "phone", place: "01 69 00 11 22, Mme Ferry", note: "", minutes: 30, starts_at: null, slots: SLOTS };
const outcome = (more = {}) => ({ stage: "in_touch", steps: [], interview: null, hire: null, asks: false, undoable: false, ...more });
const match = (more = {}, rest = {}) => ({ id: "m", offer_id: "a", offer_title: "A", company: "C", status: "shared", since: AT, conversation_id: "c", outcome: outcome(more), ...rest });
const base = (...matches) => ({ ...EMPTY, account: "me", synced: true, seq: 7, matches });
const shown = (state, rows = [], now = NOW) => derive(state, rows, { ...env, now });
const fileOf = (state, rows, now) => shown(state, rows, now).search.files[0];
const take = (starts_at) => row("answer_interview", { interview_id: "i", starts_at });
const tell = (payload) => row("tell_outcome", { match_id: "m", ...payload });

test("moments proposed stand among what waits, and only those that are to come", () => {
  const view = shown(base(match({ interview: invited })), [], Date.parse(SLOTS[0]) + 1);
  assert.deepEqual(view.search.proposed.map((one) => one.interview.slots), [[SLOTS[1]]]);
  assert.equal(view.search.going.length, 0);
  assert.equal(view.answers, 1);
  const late = shown(base(match({ interview: invited })), [], Date.parse(SLOTS[1]) + 1);
  assert.deepEqual([late.search.proposed.length, late.search.going[0].state, late.answers], [0, "match_shared", 0]);
});

test("a moment is taken at once, and is over when it has passed", () => {
  const file = fileOf(base(match({ interview: invited })), [take(SLOTS[0])]);
  assert.deepEqual([file.state, file.stage, file.interview.pending, file.interview.ends_at], ["match_agreed", "interview", true, "2026-09-16T13:00:00.000Z"]);
  assert.deepEqual(file.steps.at(-1), { status: "outcome_interview", at: AT, teller: "youth" });
  assert.equal(file.interview.tel, "0169001122");
  assert.equal(file.undoable, false, "it is called off instead");
  const heard = settle(base(match({ interview: invited })), take(SLOTS[0]), { status: "done", data: { id: "i" } });
  assert.equal(fileOf(heard).interview.pending, false);
  assert.equal(fileOf(heard, [], Date.parse(SLOTS[0]) + HOUR).state, "match_interview");
});

test("none of them, called off, and what can follow neither", () => {
  const state = base(match({ interview: invited }));
  assert.equal(fileOf(state, [take(null)]).state, "match_other_time");
  const off = row("cancel_interview", { interview_id: "i" });
  assert.equal(fileOf(state, [take(SLOTS[0]), off]).state, "match_called_off");
  assert.equal(fileOf(state, [off, take(SLOTS[0])]).state, "match_shared", "nobody takes what was called off");
  assert.equal(fileOf(base(match()), [take(SLOTS[0])]).state, "match_shared");
});

test("a refused answer leaves the moments as they were, and is told", () => {
  const late = take(SLOTS[0]);
  const after = settle(base(match({ interview: invited })), late, { status: "refused", code: "interview_gone", params: {} });
  assert.equal(fileOf(after).state, "match_proposed");
  assert.equal(after.told[0].code, "interview_gone");
});

test("the one question moves it where that can follow, and is asked no more", () => {
  const asked = base(match({ asks: true }));
  assert.deepEqual([shown(asked).search.asks_how.length, shown(asked).search.going.length, shown(asked).answers], [1, 0, 1]);
  const how = (went) => fileOf(asked, [row("tell_how", { match_id: "m", went })]);
  assert.deepEqual(["going_on", "met", "hired", "not_hired", "no_news"].map((went) => how(went).stage), ["in_touch", "interview", "hired", "not_hired", "in_touch"]);
  assert.equal(how("no_news").asks_how, false);
  const hired = base(match({ asks: true, stage: "hired" }));
  assert.equal(fileOf(hired, [row("tell_how", { match_id: "m", went: "met" })]).stage, "hired");
});

test("a hire is the first of what goes on, a no is over, both are taken back within a day", () => {
  const other = match({}, { id: "n", offer_id: "b", since: "2026-09-14T10:00:00.000Z" });
  const terms = { contract: "cdd", starts_on: "2026-10-01", ends_on: null };
  const told = [tell({ stage: "hired" }), tell({ stage: "hired", terms })];
  const { going } = shown(base(other, match()), told).search;
  assert.deepEqual(going.map((one) => [one.state, one.hire]), [["match_hired", terms], ["match_shared", null]]);
  assert.equal(going[0].steps.filter((step) => step.status === "outcome_hired").length, 1);
  const undone = fileOf(base(match()), [...told, row("undo_outcome", { match_id: "m" })]);
  assert.deepEqual([undone.state, undone.hire, undone.undoable], ["match_shared", null, false]);
  const no = shown(base(match()), [tell({ stage: "not_hired", why: "post_gone" })]).search;
  assert.deepEqual(no.over.map((one) => [one.state, one.reason, one.undoable]), [["match_not_hired", "post_gone", true]]);
  const kept = settle(base(match()), tell({ stage: "not_hired" }), { status: "done", data: {} });
  assert.equal(fileOf(kept, [], NOW + DAY).undoable, false);
  assert.equal(fileOf(kept).reason, "other");
});

test("what the company told is not taken back, and the end of a contact ends all that is asked", () => {
  const steps = [{ stage: "not_hired", teller: "employer", at: AT, why: "skills" }];
  const no = match({ stage: "not_hired", steps, undoable: true });
  assert.equal(fileOf(base(no)).undoable, false);
  assert.equal(fileOf(base(no), [row("undo_outcome", { match_id: "m" })]).state, "match_not_hired");
  const closed = match({ stage: "interview", asks: true, interview: invited }, { status: "closed" });
  const view = shown(base(closed));
  assert.deepEqual([view.answers, view.search.over[0].state, view.search.over[0].interview], [0, "match_closed", null]);
});

test("a contract with the company of an outside offer stands on its file", () => {
  const application = { id: "x", offer_id: "b", offer_title: "B", company: "D", source: "", url: "", status: "sent", opened_at: AT, ask_after: AT };
  const terms = { contract: "cdi", starts_on: "2026-10-01", ends_on: null };
  const rows = [row("application", { application_id: "x", status: "hired" }), row("tell_hire", { application_id: "x", terms })];
  const file = fileOf({ ...base(), applications: [application] }, rows);
  assert.deepEqual([file.state, file.hire], ["application_hired", terms]);
});

test("an immersion that is over stays to be read, the newest first", () => {
  const one = (id, status, ends_on) => ({ id, status, starts_on: ends_on, ends_on });
  const immersions = [
    one("reviewed", "reviewed", "2026-08-20"),
    one("unsigned", "to_sign", "2026-09-01"),
    one("waits", "signed", "2026-09-11"),
    one("today", "signed", "2026-09-14"),
    one("off", "cancelled", "2026-07-01"),
    one("nobody came", "reviewed", "2026-09-20"),
    one("soon", "to_sign", "2026-09-30"),
  ];
  const view = shown({ ...base(), immersions });
  assert.deepEqual(view.immersions.map((is) => is.id), ["today", "soon"]);
  assert.deepEqual(view.past_immersions.map((is) => is.id), ["nobody came", "waits", "reviewed", "off"]);
});
