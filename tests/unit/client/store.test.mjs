// The phone's pure parts and its outbox, run by Node: `test_store.py` puts the modules beside.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeOutbox } from "./outbox.js";
import { inMemory } from "./memory.js";
import { addressOf, draftOf } from "./search.js";
import { apply, derive, EMPTY, merge, settle } from "./view.js";

const AT = "2026-09-14T09:00:00.000Z";
const NOW = Date.parse(AT);
const card = (id, more = {}) => ({
  id, title: `Offre ${id}`, company: "Le Fournil", origin: "internal", source: "", url: "", place: "Évry",
  contract: "cdi", hours: 35, pay: "", status: "published", proposed_by_advisor: false,
  explanation: { matched: [], near: [], missing: [] }, ...more,
});
const full = (...cards) => ({ ...EMPTY, account: "me", synced: true, seq: 7, deck: cards });
let ids = 0;
const row = (kind, payload, more = {}) => ({ id: `id-${++ids}`, account: "me", kind, payload, at: AT, tries: 0, ...more });
const env = { ready: true, online: true, storage: "memory", signed_out: false, now: NOW, said: null, shown: null };
const view = (base, rows = []) => derive(base, rows, env);
const answer = (more = {}) => ({ account: "me", seq: 8, now: AT, gone: [], unchanged: true, ...more });

test("a like waiting in the outbox shows at once", () => {
  const shown = view(full(card("a"), card("b")), [row("decide", { offer_id: "a", kind: "like" })]);
  assert.deepEqual(shown.top.map((one) => one.id), ["b"]);
  assert.equal(shown.likes[0].id, "a");
  assert.equal(shown.waiting, 1);
  assert.equal(shown.undoable, true);
});

test("a pass is no like", () => {
  assert.deepEqual(view(full(card("a")), [row("decide", { offer_id: "a", kind: "pass" })]).likes, []);
});

test("undo brings the card back on top", () => {
  const rows = [row("decide", { offer_id: "a", kind: "like" }), row("undo", { offer_id: "a" })];
  const shown = view(full(card("a"), card("b")), rows);
  assert.deepEqual(shown.top.map((one) => one.id), ["a", "b"]);
  assert.deepEqual(shown.likes, []);
  assert.equal(shown.undoable, false);
});

test("an outside like is an application, asked about after three days by the server's clock", () => {
  const rows = [row("decide", { offer_id: "a", kind: "like" })];
  const base = full(card("a", { origin: "outside", url: "https://exemple.invalid/1" }));
  assert.equal(view(base, rows).applications[0].pending, true);
  assert.deepEqual(view(base, rows).likes, []);
  const day = 86_400_000;
  assert.equal(derive(base, rows, { ...env, now: NOW + 2.9 * day }).asking.length, 0);
  assert.equal(derive(base, rows, { ...env, now: NOW + 3 * day }).asking.length, 1);
  assert.equal(derive({ ...base, skew: 3 * day }, rows, env).asking.length, 1);
});

test("an answered command becomes part of the base", () => {
  const like = row("decide", { offer_id: "a", kind: "like" });
  const base = settle(full(card("a")), like, { status: "done", data: { match_id: "m", application_id: null } });
  assert.equal(base.likes.length, 1);
  assert.equal(view(base).undoable, false, "a match is not undone");
});

test("a refused command leaves no effect, and is told by name", () => {
  const base = full(card("a"), card("b"));
  const late = row("decide", { offer_id: "a", kind: "like" });
  const after = settle(base, late, { status: "refused", code: "offer_closed", params: { title: "Vendeur" } });
  assert.deepEqual(after.likes, []);
  assert.deepEqual(after.deck.map((one) => one.id), ["b"]);
  assert.deepEqual(after.told[0].params, { title: "Vendeur" });
  const again = settle(after, late, { status: "refused", code: "offer_closed", params: {} });
  assert.equal(again.told.length, 1);
});

test("the text of a refused message is kept", () => {
  const said = row("message", { conversation_id: "c", body: "Bonjour" });
  assert.equal(settle(full(), said, { status: "refused", code: "conversation_closed", params: {} }).told[0].body, "Bonjour");
});

test("a message waits with a mark, then has none", () => {
  const base = { ...full(), conversations: [{ id: "c", unread: 2, messages: [] }] };
  const said = row("message", { conversation_id: "c", body: "Bonjour" });
  const [talk] = view(base, [said]).conversations;
  assert.deepEqual([talk.messages[0].pending, talk.messages[0].mine, talk.unread], [true, true, 0]);
  const sent = { id: "m1", sent_at: AT, author: "", mine: true, body: "Bonjour" };
  const [later] = settle(base, said, { status: "done", data: sent }).conversations;
  assert.deepEqual([later.messages[0].id, later.messages[0].pending], ["m1", false]);
});

test("the answer to a match moves it from the questions", () => {
  const base = { ...full(), matches: [{ id: "m", offer_id: "a", status: "consent_asked" }] };
  assert.equal(view(base).questions.length, 1);
  assert.equal(view(base).celebration.id, "m");
  const shown = view(base, [row("consent", { match_id: "m", given: true, text_version: "v" })]);
  assert.equal(shown.questions.length, 0);
  assert.equal(shown.matches[0].status, "shared");
  assert.equal(view({ ...base, celebrated: ["m"] }).celebration, null);
});

test("a withdrawn card leaves the deck, new ones join, the ones in hand stay first", () => {
  const base = full(card("a"), card("b"), card("c"), card("d"));
  const more = { cards: [card("c"), card("e"), card("p", { proposed_by_advisor: true })], eligible: 9, exhausted: false, hint: "later" };
  const after = merge(base, answer({ gone: ["b"], deck: more }), { now: NOW });
  assert.deepEqual(after.deck.map((one) => one.id), ["a", "c", "p", "d", "e"]);
  assert.equal(after.seq, 8);
});

test("the account's language makes no new deck when the cards were dealt in it", () => {
  const deck = { cards: [card("a")], eligible: 1, exhausted: true, hint: "later" };
  const base = merge(EMPTY, answer({ deck }), { now: NOW, language: "en" });
  const done = { status: "done", data: {} };
  assert.ok(!settle(base, row("locale", { locale: "en" }), done).stale);
  assert.ok(settle(base, row("locale", { locale: "fr" }), done).stale);
  const more = { ...deck, cards: [card("b")] };
  const mixed = merge(base, answer({ deck: more }), { now: NOW, language: "fr" });
  assert.ok(settle(mixed, row("locale", { locale: "fr" }), done).stale, "some are of the former language");
});

test("a fresh deck replaces the cards held", () => {
  const deck = { cards: [card("z")], eligible: 1, exhausted: true, hint: "travel" };
  const after = merge(full(card("a")), answer({ deck }), { fresh: true, now: NOW });
  assert.deepEqual(after.deck.map((one) => one.id), ["z"]);
  assert.equal(after.hint, "travel");
});

test("cards dealt by another release are dealt anew, and those kept are read anew", () => {
  const base = { ...full(card("a")), kept: [{ id: "k", card: card("k") }], shape: "s", cards_shape: "1" };
  const told = answer({ shape: "s", cards_shape: "1", kept: [{ id: "k" }] });
  assert.deepEqual([merge(base, told).stale, merge(base, told).kept[0].card?.id], [false, "k"]);
  const after = merge(base, { ...told, shape: "t", cards_shape: "2" });
  assert.deepEqual([after.stale, after.kept[0].card, after.shape, after.cards_shape], [true, null, "t", "2"]);
  assert.equal(after.deck.length, 1, "the card in hand stays until others are here");
  assert.equal(merge(full(), told).stale, false, "no cards, none to deal anew");
});

test("another account's data is dropped whole", () => {
  const after = merge({ ...full(card("a")), likes: [card("l")], told: [{ id: 1 }] }, answer({ account: "you" }), { now: NOW });
  assert.deepEqual([after.account, after.deck, after.likes, after.told], ["you", [], [], []]);
});

test("unknown kinds change nothing", () => assert.deepEqual(apply(full(), row("later", {}), null), full()));

// --- the outbox --------------------------------------------------------------------------------

const harness = async (post, rows, upload = async () => null) => {
  const storage = inMemory(full(card("a"), card("b"), card("c")));
  for (const one of rows) await storage.add(one);
  const log = { sent: [], waits: [], settled: [], signedOut: 0, changed: 0 };
  const outbox = makeOutbox({
    storage: () => storage,
    exclusively: (work) => work(),
    post: async (body) => {
      log.sent.push(body.commands.map((one) => one.id));
      return post(body, log);
    },
    settled: async (_base, how) => log.settled.push(how),
    signedOut: () => (log.signedOut += 1),
    accountChanged: () => (log.changed += 1),
    later: (wait) => log.waits.push(wait),
    upload: async (account, files) => {
      log.sent.push(files.map((file) => `${account}/${file.id}`));
      return upload(files);
    },
  });
  const base = async () => (await storage.load()).base;
  await outbox.flush(() => ({ account: "me", seq: 7 }));
  return { storage, outbox, log, base };
};
const done = (body, more = {}) => ({
  status: 200,
  body: { results: body.commands.map(({ id }) => ({ id, status: "done", data: {} })), seq: 9, alone: true, ...more },
});
const decide = (id) => row("decide", { offer_id: id, kind: "pass" });

test("what waits is sent in order and once", async () => {
  const rows = [decide("a"), decide("b"), decide("c")];
  const { storage, log, base } = await harness(done, rows);
  assert.deepEqual(log.sent, [rows.map((one) => one.id)]);
  assert.deepEqual(await storage.rows(), []);
  assert.equal((await base()).deck.length, 0);
  assert.equal((await base()).seq, 9, "own changes only: nothing to read again");
  assert.deepEqual(log.settled, [{ complete: true, fresh: false }]);
});

test("another's change beside ours is read again", async () => {
  const { log, base } = await harness((body) => done(body, { alone: false }), [decide("a")]);
  assert.equal((await base()).seq, 7);
  assert.equal(log.settled[0].complete, false);
});

test("a match that our own like made is read again", async () => {
  const post = (body) => {
    const answer = done(body);
    answer.body.results[0].data = { match_id: "m" };
    return answer;
  };
  const { log, base } = await harness(post, [row("decide", { offer_id: "a", kind: "like" })]);
  assert.equal((await base()).seq, 7);
  assert.equal(log.settled[0].complete, false);
});

test("no network: everything stays, and it is tried later with the same ids", async () => {
  let broken = true;
  const rows = [decide("a")];
  const { storage, outbox, log } = await harness((body) => {
    if (broken) throw new TypeError("failed to fetch");
    return done(body);
  }, rows);
  assert.equal((await storage.rows())[0].tries, 1);
  assert.equal(log.waits.length, 1);
  broken = false;
  await outbox.flush(() => ({ account: "me", seq: 7 }));
  assert.deepEqual(log.sent, [[rows[0].id], [rows[0].id]]);
  assert.deepEqual(await storage.rows(), []);
});

test("a busy server is left alone longer and longer", async () => {
  const { outbox, log } = await harness(() => ({ status: 503, body: {} }), [decide("a")]);
  for (let i = 0; i < 8; i += 1) await outbox.flush(() => ({ account: "me", seq: 7 }));
  assert.ok(log.waits[3] > log.waits[0] * 3);
  assert.ok(Math.max(...log.waits) <= 75_000);
});

const withFile = (text, file) => ({ ...row("message", { conversation_id: "t", body: text, files: [file] }), files: [{ id: file }] });
const talks = () => ({ ...full(card("a")), conversations: [{ id: "t", unread: 0, messages: [] }] });

test("a file leaves before its message, after what was written before it", async () => {
  const rows = [row("message", { conversation_id: "t", body: "one" }), withFile("two", "f"), row("message", { conversation_id: "t", body: "three" })];
  const { storage, log } = await harness(done, rows);
  assert.deepEqual(log.sent, [[rows[0].id], ["me/f"], [rows[1].id], [rows[2].id]]);
  assert.deepEqual(await storage.rows(), []);
});

test("a file that the server refuses refuses its message alone, and says why", async () => {
  const rows = [withFile("one", "bad"), row("message", { conversation_id: "t", body: "two" })];
  const { storage, log, base } = await harness(done, rows, async () => ({ code: "file_kind", params: {} }));
  assert.deepEqual(log.sent, [["me/bad"], [rows[1].id]]);
  assert.deepEqual(await storage.rows(), []);
  assert.deepEqual((await base()).told.map(({ code, body }) => [code, body]), [["file_kind", "one"]]);
});

test("a file in a tunnel waits with its message", async () => {
  const rows = [withFile("one", "f")];
  const { storage, log } = await harness(done, rows, async () => {
    throw new TypeError("failed to fetch");
  });
  assert.deepEqual((await storage.rows())[0].files, [{ id: "f" }]);
  assert.equal(log.waits.length, 1);
});

test("a message is corrected and taken away as soon as it is asked for", () => {
  const said = { id: "m", body: "one", mine: true, files: [{ id: "f" }], card: null };
  const base = { ...talks(), conversations: [{ id: "t", unread: 1, messages: [said] }] };
  const edited = apply(base, row("edit_message", { message_id: "m", body: "two" }), null).conversations[0].messages[0];
  assert.deepEqual([edited.body, Boolean(edited.edited_at), edited.files.length], ["two", true, 1]);
  const gone = apply(base, row("delete_message", { message_id: "m" }), null).conversations[0].messages[0];
  assert.deepEqual([gone.body, gone.deleted, gone.files], ["", true, []]);
});

test("a message that waits shows its files, and a group is left at once", () => {
  const shown = { files: [{ id: "f", kind: "voice", seconds: 3 }] };
  const waiting = apply(talks(), { ...row("message", { conversation_id: "t", body: "", files: ["f"] }), shown }, null).conversations[0].messages[0];
  assert.deepEqual([waiting.pending, waiting.files[0].kind, waiting.mine], [true, "voice", true]);
  assert.deepEqual(apply(talks(), row("group", { conversation_id: "t", joins: false }), null).conversations, []);
});

test("one malformed command does not hold up the others", async () => {
  const rows = [decide("a"), decide("b")];
  const post = (body) => (body.commands.some((one) => one.id === rows[0].id) ? { status: 422, body: {} } : done(body));
  const { storage, base } = await harness(post, rows);
  assert.deepEqual(await storage.rows(), []);
  assert.equal((await base()).told[0].code, "malformed");
  assert.deepEqual((await base()).history.map((one) => one.id), ["b"]);
});

test("a session that ended keeps the outbox", async () => {
  const { storage, log } = await harness(() => ({ status: 401, body: {} }), [decide("a")]);
  assert.equal((await storage.rows()).length, 1);
  assert.equal(log.signedOut, 1);
});

test("another person's session sends nothing of the last one's", async () => {
  const { log } = await harness(done, [{ ...decide("a"), account: "other" }]);
  assert.deepEqual(log.sent, []);
  const { log: refused } = await harness(() => ({ status: 409, body: {} }), [decide("a")]);
  assert.equal(refused.changed, 1);
});

test("only what nobody has heard of is withdrawn", async () => {
  const storage = inMemory(full());
  const fresh = await storage.add(decide("a"));
  const tried = await storage.add(decide("b"));
  await storage.markTried([tried]);
  assert.equal(await storage.withdraw(fresh.n), true);
  assert.equal(await storage.withdraw(tried.n), false);
  assert.equal((await storage.rows()).length, 1);
});

test("a long outbox goes in parts of fifty", async () => {
  const rows = Array.from({ length: 120 }, (_, i) => decide(`x${i}`));
  const { log } = await harness(done, rows);
  assert.deepEqual(log.sent.map((batch) => batch.length), [50, 50, 20]);
});

test("cards that the server is still preparing are waited for, not taken for the end of the deck", () => {
  const waiting = merge(full(), answer({ preparing: true }), { now: NOW });
  assert.equal(view(waiting).hint, "preparing");
  assert.equal(view(waiting).ready, true, "everything else shows meanwhile");
  const deck = { cards: [card("a")], eligible: 1, exhausted: true, hint: "later" };
  const dealt = merge(waiting, answer({ deck }), { now: NOW });
  assert.deepEqual([view(dealt).hint, view(dealt).cards_count], ["later", 1]);
});

test("hints kept stay through a sync of the same person, and go with the person", () => {
  const doors = { made_for: "7 fr", at: 1, hints: [{ kind: "skill", value: "3" }] };
  const answer = { account: "a", seq: 8, now: "2026-09-14T09:00:00Z", gone: [] };
  const before = merge({ ...EMPTY, account: "a", doors }, answer);
  assert.deepEqual(view(before).doors, doors);
  assert.equal(view(before).seq, 8);
  assert.equal(view(merge(before, { ...answer, account: "b" })).doors, null);
});

// --- a youth's own search ------------------------------------------------------------------------

const DAYS = 86_400_000;
const add = (id, more = {}) => row("add_tracked", { id, title: "Vendeur", company: "Paul", status: "sent", ...more });
const filesOf = (base, rows, at = NOW) => derive(base, rows, { ...env, now: at }).search;

test("an application made elsewhere is followed before anybody has heard of it", () => {
  const rows = [add("x"), row("note", { key: "t-x", text: "Demander Paul" }), row("add_reminder", { id: "r", key: "t-x", text: "Relancer", due_at: AT })];
  const { going, due, files } = filesOf(full(), rows);
  assert.deepEqual(going.map((one) => [one.key, one.pending, one.note]), [["t-x", true, "Demander Paul"]]);
  assert.deepEqual(due.map((one) => [one.text, one.title]), [["Relancer", "Vendeur"]]);
  assert.deepEqual(files[0].steps, [{ status: "application_sent", at: AT }]);
});

test("what became of it makes its story, and moves it to what is over", () => {
  const rows = [add("x"), row("move_tracked", { id: "x", status: "interview" }), row("move_tracked", { id: "x", status: "hired" })];
  const { going, over } = filesOf(full(), rows);
  assert.equal(going.length, 0);
  assert.deepEqual(over[0].steps.map((step) => step.status), ["application_sent", "application_interview", "application_hired"]);
});

test("a week without news is asked about, and stands in one place only", () => {
  const later = filesOf(full(), [add("x")], NOW + 7 * DAYS);
  assert.deepEqual([later.going.length, later.asking.length], [1, 0], "not while it waits for the network");
  const base = settle(full(), add("x"), { status: "done", data: { id: "x", steps: [{ status: "sent", at: AT }] } });
  const asked = filesOf(base, [], NOW + 7 * DAYS);
  assert.deepEqual([asked.going.length, asked.asking.length], [0, 1]);
});

test("taken away with what hangs on it, and put back before the server has", () => {
  const known = { id: "x", title: "Vendeur", company: "", place: "", url: "", status: "sent", day: null, added_at: AT, changed_at: AT, steps: [] };
  const base = { ...full(), search: { ...EMPTY.search, tracked: [known], reminders: [{ id: "r", key: "t-x", text: "Relancer", due_at: AT, done: false }] } };
  const gone = filesOf(base, [row("delete_tracked", { id: "x" })]);
  assert.deepEqual([gone.files.length, gone.due.length], [0, 0]);
  const back = filesOf(base, [row("delete_tracked", { id: "x" }), row("restore_tracked", { id: "x" }, { shown: known })]);
  assert.deepEqual([back.files.length, back.due.length], [1, 1]);
});

test("a refused application leaves no file, and can be taken up again", () => {
  const late = add("x", { url: "https://a.invalid/?a=1&b=2" });
  const after = settle(full(), late, { status: "refused", code: "too_many_kept", params: { most: 300 } });
  assert.equal(filesOf(after, []).files.length, 0);
  const { body, mend } = after.told[0];
  assert.equal(body, "Vendeur");
  assert.equal(new URL(mend, "http://site").searchParams.get("url"), "https://a.invalid/?a=1&b=2");
});

test("likes, matches and applications are files with their own story", () => {
  const base = {
    ...full(),
    likes: [{ ...card("l"), liked_at: AT }, { ...card("f"), status: "filled", liked_at: AT }],
    matches: [{ id: "m", offer_id: "a", offer_title: "A", company: "C", status: "shared", since: AT, conversation_id: "c" }],
    search: { ...EMPTY.search, histories: [{ key: "o-a", steps: [{ status: "match_mutual", at: AT }, { status: "match_shared", at: AT }] }] },
  };
  const { going, over } = filesOf(base, []);
  assert.deepEqual(new Map(going.map((one) => [one.key, one.state])), new Map([["o-a", "match_shared"], ["o-l", "like_waiting"]]));
  assert.deepEqual(over.map((one) => one.state), ["like_closed"]);
  assert.deepEqual(going.find((one) => one.key === "o-a").steps.map((step) => step.status), ["match_mutual", "match_shared"]);
});

test("the CV's lists are typed as lines", () => {
  const { cv } = filesOf(full(), [row("cv", { languages: "Anglais\n\n Arabe ", layout: "columns" })]);
  assert.deepEqual([cv.languages, cv.layout, cv.show_contact], [["Anglais", "Arabe"], "columns", true]);
});

test("what another app shares fills the form, wherever it puts the address", () => {
  const link = "https://emploi.invalid/offre/1?a=b";
  assert.deepEqual(draftOf({ title: "Serveur", url: link }), { title: "Serveur", url: link });
  assert.deepEqual(draftOf({ text: `Serveur (H/F)\n${link}` }), { title: "Serveur (H/F)", url: link });
  assert.deepEqual(draftOf({ text: "x".repeat(2_000_000) }).title.length, 160);
  assert.deepEqual(draftOf({ url: "javascript:alert(1)" }), { title: "", url: "" });
  assert.equal(addressOf(" www.exemple.fr/offre "), "https://www.exemple.fr/offre");
  assert.equal(addressOf("chez Paul"), "chez Paul");
});
