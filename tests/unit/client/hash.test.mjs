// An address that was cut or made up opens its page all the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { named } from "./hash.js";

test("what stands behind the sign is read by its letters, and nothing where it is none", () => {
  assert.deepEqual(["#abc", "#caf%C3%A9", "", "#%", "#a%E9"].map(named), ["abc", "café", "", "", ""]);
});
