// A message that comes while the phone lies in a pocket is not read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { whenSeen } from "./seen.js";

const page = (visibilityState) => {
  const listeners = new Set();
  globalThis.document = { visibilityState, addEventListener: (_, one) => listeners.add(one), removeEventListener: (_, one) => listeners.delete(one) };
  return (state) => {
    document.visibilityState = state;
    for (const one of [...listeners]) one();
  };
};

test("what is looked at is read at once, and once", () => {
  const turn = page("visible");
  let read = 0;
  whenSeen(() => (read += 1));
  assert.equal(read, 1);
  turn("hidden");
  turn("visible");
  assert.equal(read, 1);
});

test("what comes meanwhile is read when one looks again", () => {
  const turn = page("hidden");
  let read = 0;
  whenSeen(() => (read += 1));
  assert.equal(read, 0);
  turn("visible");
  assert.equal(read, 1);
});

test("a conversation that was left meanwhile is not read", () => {
  const turn = page("hidden");
  let read = 0;
  whenSeen(() => (read += 1))();
  turn("visible");
  assert.equal(read, 0);
});
