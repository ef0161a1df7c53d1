// Where the phone keeps what it must not lose: one record of what the server said (`base`), and the
// outbox in order. IndexedDB; memory where the browser gives none (private browsing, full disk).
import { openDB } from "idb";

const NAME = "mjm-phone";
const KEPT = "kept";
const OUTBOX = "outbox";
const BASE = "base";

const durable = (db) => ({
  kind: "indexeddb",
  async load() {
    const tx = db.transaction([KEPT, OUTBOX]);
    const [base, rows] = await Promise.all([
      tx.objectStore(KEPT).get(BASE),
      tx.objectStore(OUTBOX).getAll(),
    ]);
    return { base, rows };
  },
  rows: () => db.getAll(OUTBOX),
  async add(row) {
    return { ...row, n: await db.add(OUTBOX, row) };
  },
  // True when the row had never been tried, so that nobody else has heard of it.
  async withdraw(n) {
    const tx = db.transaction(OUTBOX, "readwrite");
    const row = await tx.store.get(n);
    const unheard = row !== undefined && row.tries === 0;
    if (unheard) await tx.store.delete(n);
    await tx.done;
    return unheard;
  },
  async markTried(rows) {
    const tx = db.transaction(OUTBOX, "readwrite");
    const kept = [];
    for (const { n } of rows) {
      const row = await tx.store.get(n);
      if (!row) continue;
      row.tries += 1;
      await tx.store.put(row);
      kept.push(row);
    }
    await tx.done;
    return kept;
  },
  // Read, change and write in one transaction: another tab may have written meanwhile.
  async update(change, forget = []) {
    const tx = db.transaction([KEPT, OUTBOX], "readwrite");
    const kept = tx.objectStore(KEPT);
    const base = change(await kept.get(BASE));
    await kept.put(base, BASE);
    for (const n of forget) await tx.objectStore(OUTBOX).delete(n);
    await tx.done;
    return base;
  },
  async clear() {
    const tx = db.transaction([KEPT, OUTBOX], "readwrite");
    await Promise.all([tx.objectStore(KEPT).clear(), tx.objectStore(OUTBOX).clear(), tx.done]);
  },
});

export const inMemory = (base, rows = []) => {
  let last = rows.reduce((most, row) => Math.max(most, row.n ?? 0), 0);
  return {
    kind: "memory",
    load: async () => ({ base, rows }),
    rows: async () => rows,
    async add(row) {
      const added = { ...row, n: ++last };
      rows = [...rows, added];
      return added;
    },
    async withdraw(n) {
      const unheard = rows.some((row) => row.n === n && row.tries === 0);
      if (unheard) rows = rows.filter((row) => row.n !== n);
      return unheard;
    },
    async markTried(tried) {
      const ids = new Set(tried.map((row) => row.n));
      rows = rows.map((row) => (ids.has(row.n) ? { ...row, tries: row.tries + 1 } : row));
      return rows.filter((row) => ids.has(row.n));
    },
    async update(change, forget = []) {
      base = change(base);
      rows = rows.filter((row) => !forget.includes(row.n));
      return base;
    },
    async clear() {
      base = undefined;
      rows = [];
    },
  };
};

export const openStorage = async () => {
  try {
    const db = await openDB(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore(KEPT);
        fresh.createObjectStore(OUTBOX, { keyPath: "n", autoIncrement: true });
      },
      // A newer version of the product in another tab must not wait for this one.
      blocking: (_before, _after, event) => event.target.close(),
    });
    return durable(db);
  } catch (error) {
    console.warn("no IndexedDB: kept in memory only", error?.name);
    return inMemory();
  }
};
