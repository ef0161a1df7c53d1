// Sending what waits: in order, one flight at a time, by one tab at a time, until each has its answer.
import { newId } from "./ids.js";
import { reshuffles, settle, whole } from "./view.js";

const MOST_COMMANDS = 50;
const MOST_BYTES = 48 * 1024;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const MOST_FAILURES = 6;

const refused = (row, code = "malformed", params = {}) => ({ id: row.id, status: "refused", code, params, data: {} });

const batchOf = (rows, most) => {
  const batch = [];
  let size = 0;
  for (const row of rows.slice(0, most)) {
    size += JSON.stringify(row.payload).length * 3 + 150;
    if (batch.length && size > MOST_BYTES) break;
    if (row.files && batch.length) break; // what stands before it need not wait for its files
    batch.push(row);
    if (row.files) break;
  }
  return batch;
};

// `exclusively(work)` runs work while no other tab does; answers of `send`: what `drain` should do next.
export const makeOutbox = ({ storage, exclusively, post, settled, signedOut, accountChanged, later, upload }) => {
  let failures = 0;
  let most = MOST_COMMANDS;
  const failed = new Map(); // how often the server failed at a command alone
  let draining = null;
  let again = false;

  const send = async (account, since) => {
    const all = (await storage().rows()).filter((row) => row.account === account);
    if (!all.length) return "empty";
    // Whether the server is at fault or the command that it fails at each time, one that does nothing tells.
    const stuck = failed.get(all[0].id) >= MOST_FAILURES;
    if (stuck && (await post({ account, commands: [{ id: newId(), kind: "probe", payload: {}, at: "" }], since })).status !== 200) {
      failed.clear();
      return "wait";
    }
    const rows = await storage().markTried(stuck ? [all[0]] : batchOf(all, most));
    if (!rows.length) return "more";
    const commands = rows.map(({ id, kind, payload, at }) => ({ id, kind, payload, at }));
    const refusal = rows[0].files ? await upload(account, rows[0].files) : null;
    const answer = refusal
      ? { status: 200, body: { results: [refused(rows[0], refusal.code, refusal.params)] } }
      : await post({ account, commands, since });
    if (answer.status === 401) return signedOut(), "stop";
    if (answer.status === 403 || answer.status === 409) return accountChanged(), "stop";
    if (answer.status === 413 || answer.status === 422 || (answer.status === 500 && stuck)) {
      if (rows.length > 1) return (most = 1), "more";
      answer.body = { results: [refused(rows[0])] };
    } else if (answer.status !== 200) {
      if (answer.status === 500 && rows.length > 1) most = 1;
      else if (answer.status === 500) failed.set(rows[0].id, (failed.get(rows[0].id) ?? 0) + 1);
      return "wait";
    }
    failures = 0;
    if (answer.status === 200 && most < MOST_COMMANDS) most = Math.min(MOST_COMMANDS, most * 2);
    const byId = new Map(answer.body.results.map((result) => [result.id, result]));
    const answered = rows.filter((row) => byId.has(row.id));
    const { alone = false, seq } = answer.body;
    // What led to more than its own effect (a match, a conversation) must be read, though it is ours.
    const plain = [...byId.values()].every((one) => one.status === "done" && !one.data.match_id && !one.data.conversation_id && !one.data.asides && !one.data.read_again);
    const known = alone && plain;
    const base = await storage().update(
      (before) => {
        if (before?.account !== account) return whole(before); // signed out meanwhile: it is nobody's
        const after = answered.reduce((state, row) => settle(state, row, byId.get(row.id)), whole(before));
        return known && before.seq === since ? { ...after, seq } : after;
      },
      answered.map((row) => row.n),
    );
    const fresh = answered.some((row) => reshuffles(base, row) && byId.get(row.id).status === "done");
    await settled(base, { complete: known && !fresh, fresh });
    return answered.length ? "more" : "wait";
  };

  const drain = async (state) => {
    for (;;) {
      const { account, seq } = state();
      if (!account) return;
      let next;
      try {
        next = await exclusively(() => send(account, seq));
      } catch (error) {
        console.warn("the outbox waits:", error?.message);
        next = "wait";
      }
      if (next === "empty" || next === "stop") return;
      if (next === "wait") {
        later(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++) * (0.75 + Math.random() / 2));
        return;
      }
    }
  };

  return {
    // Start sending unless it goes on already; then it looks once more at its end.
    flush(state) {
      if (draining) {
        again = true;
        return draining;
      }
      draining = drain(state).finally(() => {
        draining = null;
        if (again) {
          again = false;
          this.flush(state);
        }
      });
      return draining;
    },
    hurry: () => (failures = 0),
  };
};
