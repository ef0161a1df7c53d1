// What opens by itself waits until the page rests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { listenTo, resting } from "./resting.js";

const page = new EventTarget();
listenTo(page);
const touch = (kind) => {
  page.dispatchEvent(new Event(kind));
  return performance.now();
};

test("a page that nobody has touched rests", () => assert.equal(resting(performance.now()), true));

test("a finger that lies on it keeps it awake, and for a moment after", () => {
  const laid = touch("pointerdown");
  assert.equal(resting(laid + 5000), false);
  const lifted = touch("pointerup");
  assert.equal(resting(lifted + 500), false);
  assert.equal(resting(lifted + 800), true);
});

test("who writes is not interrupted between two letters", () => {
  const pressed = touch("keydown");
  assert.equal(resting(pressed + 500), false);
  assert.equal(resting(pressed + 800), true);
});

test("a key does not lift the finger", () => {
  touch("pointerdown");
  const pressed = touch("keydown");
  assert.equal(resting(pressed + 5000), false);
});

test("a finger that left the window is forgotten", () => assert.equal(resting(touch("pointerdown") + 11_000), true));
