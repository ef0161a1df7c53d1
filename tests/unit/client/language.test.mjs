// Two pages of one person, each read in another language, as `hooks.jsx` asks for them.
import assert from "node:assert/strict";
import { test } from "node:test";

let pages = 0;
const page = async () => (await import(`./language.js?${(pages += 1)}`)).isNew;

test("two pages in two languages come to rest", async () => {
  const [phone, desk] = [await page(), await page()];
  let account = "fr";
  let told = 0;
  for (let round = 0; round < 20; round += 1)
    for (const [isNew, language] of [[phone, "ar"], [desk, "fr"]])
      if (isNew("me", language, account)) {
        account = language;
        told += 1;
      }
  assert.equal(told, 2, "each once");
});

test("a language chosen here is told each time, and to each account", async () => {
  const isNew = await page();
  const asked = [["me", "fr", "fr"], ["me", "en", "fr"], ["me", "en", "en"], ["me", "fr", "en"], ["me", "en", "en"], ["me", "fr", "en"], ["other", "fr", "en"]];
  assert.deepEqual(asked.map((one) => isNew(...one)), [false, true, false, true, false, true, true]);
});

test("what is chosen on another phone stays, though a page is open here in another language", async () => {
  const isNew = await page();
  assert.deepEqual(["fr", "en", "en", "pt"].map((kept) => isNew("me", "fr", kept)), [false, false, false, false]);
});
