// A voice that was given up while the browser asked for the microphone is not recorded.
import assert from "node:assert/strict";
import { test } from "node:test";
import { microphone } from "./microphone.js";

const browser = () => {
  let allow;
  const track = { on: true, stop: () => (track.on = false) };
  const getUserMedia = () => new Promise((done) => (allow = () => done({ getTracks: () => [track] })));
  Object.defineProperty(globalThis, "navigator", { value: { mediaDevices: { getUserMedia } }, configurable: true });
  return { track, allow: () => allow() };
};

test("who stays is heard", async () => {
  const { track, allow } = browser();
  const asked = microphone(() => false);
  allow();
  assert.ok(await asked);
  assert.equal(track.on, true);
});

test("who went away before saying yes is not", async () => {
  const { track, allow } = browser();
  let gone = false;
  const asked = microphone(() => gone);
  gone = true;
  allow();
  assert.equal(await asked, null);
  assert.equal(track.on, false);
});
