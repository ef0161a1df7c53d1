// Filters, reasons and what follows, on the cards at hand; when the installation is offered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { installOffer } from "./install.js";
import { asidesOf, filterKey, NO_FILTERS, passes, reasonsFor } from "./terms.js";
import { derive, EMPTY, merge, settle } from "./view.js";

const AT = "2026-09-14T09:00:00.000Z";
const NOW = Date.parse(AT);
const card = (id, more = {}) => ({
  id, title: `Offre ${id}`, company: "Le Fournil", occupation: "Vendeur / Vendeuse", origin: "internal", source: "", url: "",
  place: "Évry", contract: "cdi", hours: 35, minutes: 20, schedules: ["day"], starts_on: null, pay: "", status: "published",
  proposed_by_advisor: false, explanation: { matched: [], near: [], missing: [] }, ...more,
});
const full = (...cards) => ({ ...EMPTY, account: "me", synced: true, seq: 7, deck: cards });
let ids = 0;
const row = (kind, payload, more = {}) => ({ id: `id-${++ids}`, account: "me", kind, payload, at: AT, tries: 0, ...more });
const env = { ready: true, online: true, storage: "memory", signed_out: false, now: NOW, said: null, shown: null, why: null };
const view = (base, rows = [], more = {}) => derive(base, rows, { ...env, ...more });
const names = (shown) => shown.top.map((one) => one.id);
const filters = (more) => ({ ...NO_FILTERS, ...more });

test("each filter keeps out what it says, and nothing that is not told", () => {
  const cases = [
    [{ minutes: 15 }, card("a"), card("b", { minutes: 15 })],
    [{ contracts: ["cdd"] }, card("a"), card("b", { contract: "cdd" })],
    [{ without: ["night"] }, card("a", { schedules: ["day", "night"] }), card("b")],
    [{ time: "part" }, card("a"), card("b", { hours: 20 })],
    [{ starts: "now" }, card("a", { starts_on: "2026-10-14" }), card("b", { starts_on: "2026-09-15" })],
  ];
  for (const [asked, out, left] of cases) {
    assert.equal(passes(out, filters(asked), NOW), false, JSON.stringify(asked));
    assert.equal(passes(left, filters(asked), NOW), true, JSON.stringify(asked));
    const silent = card("c", { minutes: null, hours: null, schedules: [], contract: asked.contracts?.[0] ?? "cdi" });
    assert.equal(passes(silent, filters(asked), NOW), true, JSON.stringify(asked));
  }
});

test("a filter shows at once on the cards at hand, and what an advisor proposes stays", () => {
  const base = full(card("a"), card("b", { contract: "cdd" }), card("p", { proposed_by_advisor: true }));
  const shown = view({ ...base, filters: filters({ contracts: ["cdd"] }) });
  assert.deepEqual(names(shown), ["b", "p"]);
  assert.deepEqual([shown.cards_count, shown.hidden, shown.filters_count], [2, 1, 1]);
});

test("cards dealt for these filters are trusted, and the count is the server's", () => {
  const asked = filters({ minutes: 15 });
  const key = filterKey(asked);
  const deck = { cards: [card("a", { minutes: 16 })], eligible: 9, exhausted: false, hint: "later" };
  const answer = { account: "me", seq: 8, now: AT, gone: [], unchanged: true, deck };
  const base = merge({ ...full(), filters: asked }, answer, { fresh: true, now: NOW, filtered: key });
  assert.deepEqual(names(view(base)), ["a"]);
  assert.equal(view(base).left, 9);
  const changed = { ...base, filters: filters({ minutes: 10 }) };
  assert.deepEqual([view(changed).left, view(changed).relaxations], [0, []]);
});

test("a reason hides its kind at once, and undoing the pass brings all back", () => {
  const base = full(card("a"), card("b"), card("c", { company: "Grill" }));
  const passed = row("decide", { offer_id: "a", kind: "pass" });
  const said = row("aside", { offer_id: "a", reason: "company" }, { shown: { asides: asidesOf(base.deck[0], "company") } });
  const shown = view(base, [passed, said], { why: { id: "a", reason: "company" } });
  assert.deepEqual(names(shown), ["c"]);
  assert.deepEqual([shown.why.reason, shown.why.asides[0].label], ["company", "Le Fournil"]);
  assert.deepEqual(names(view(base, [passed, said, row("lift", { offer_id: "a" })])), ["b", "c"]);
  assert.deepEqual(names(view(base, [passed, said, row("undo", { offer_id: "a" })])), ["a", "b", "c"]);
});

test("every reason with something to follow hides the card it was said on, and one like it", () => {
  const missing = [{ skill_id: 3, label: "Souder" }];
  const one = card("a", { schedules: ["night"], explanation: { matched: [], near: [], missing } });
  for (const reason of reasonsFor(one).filter((each) => each !== "pay")) {
    const base = full(one, { ...one, id: "b" }, card("z", { company: "Autre", occupation: "Soudeur", contract: "cdd", minutes: 3 }));
    const rows = [
      row("decide", { offer_id: "a", kind: "pass" }),
      row("aside", { offer_id: "a", reason }, { shown: { asides: asidesOf(one, reason) } }),
    ];
    assert.deepEqual(names(view(base, rows)), ["z"], reason);
  }
});

test("the server's answer takes the place of what was guessed, with its name", () => {
  const base = full(card("a"), card("b"));
  const said = row("aside", { offer_id: "a", reason: "not_my_job" }, { shown: { asides: asidesOf(base.deck[0], "not_my_job") } });
  const asides = [{ id: "s1", kind: "occupation", value: "12", label: "", offer_id: "a" }];
  const after = settle(base, said, { status: "done", data: { asides } });
  assert.deepEqual(after.asides, [{ ...asides[0], label: "Vendeur / Vendeuse", pending: false }]);
  assert.equal(settle(after, row("lift", { aside_id: "s1" }), { status: "done", data: {} }).stale, true);
});

test("kept for later leaves the deck, can be decided from there, and comes back", () => {
  const base = full(card("a"), card("b"));
  const kept = row("keep", { offer_id: "a", kept: true });
  assert.deepEqual([names(view(base, [kept])), view(base, [kept]).kept[0].id], [["b"], "a"]);
  const liked = view(base, [kept, row("decide", { offer_id: "a", kind: "like" })]);
  assert.deepEqual([liked.kept, liked.likes[0].id], [[], "a"]);
  assert.deepEqual(names(view(base, [kept, row("keep", { offer_id: "a", kept: false })])), ["a", "b"]);
  const told = [{ ...view(base, [kept]).kept[0], card: undefined }];
  const after = merge(settle(base, kept, { status: "done", data: {} }), { account: "me", seq: 9, now: AT, gone: [], kept: told }, {});
  assert.equal(after.kept[0].card.id, "a", "its details are still here");
});

test("the installation is offered after a match or at the third visit, and not again and again", () => {
  const asked = (more) => installOffer({ how: "prompt", install: { visits: 1 }, matched: false, celebrating: false, now: NOW, ...more });
  assert.equal(asked({}), "");
  assert.equal(asked({ matched: true }), "prompt");
  assert.equal(asked({ matched: true, celebrating: true }), "");
  assert.equal(asked({ install: { visits: 3 } }), "prompt");
  assert.equal(asked({ how: "", install: { visits: 9 } }), "");
  assert.equal(asked({ install: { visits: 9, done: true } }), "");
  assert.equal(asked({ install: { visits: 9, asked: 1, later: NOW - 86_400_000 } }), "");
  assert.equal(asked({ install: { visits: 9, asked: 1, later: NOW - 40 * 86_400_000 } }), "prompt");
  assert.equal(asked({ install: { visits: 9, asked: 2, later: 0 } }), "");
});
