// The service worker, written at build: what was opened once opens without a network.
// Pages come from the network first (they are small and say nothing personal), hashed files from the
// cache first. What people wrote or were told never passes here: it lives in the page's own store.
const CACHE = "mjm-__VERSION__";
const PREFERENCES = "mjm-preferences";
const FILES = __FILES__;
const PAGES = __PAGES__; // path → page file in each language's folder
const LANGUAGES = __LANGUAGES__;
const DYNAMIC = __DYNAMIC__.map((pattern) => new RegExp(pattern)); // routes with a variable part
const FALLBACK = "__FALLBACK__"; // which start from a page without content
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys())
      if (name.startsWith("mjm-") && name !== CACHE && name !== PREFERENCES) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

// The page says which language is read: a worker sees no cookie everywhere.
self.addEventListener("message", (event) => {
  const language = event.data?.language;
  if (!LANGUAGES.includes(language)) return;
  const keep = async () => (await caches.open(PREFERENCES)).put("/language", new Response(language));
  event.waitUntil(keep());
});

const language = async () => {
  const kept = await (await caches.open(PREFERENCES)).match("/language");
  return kept ? await kept.text() : LANGUAGES[0];
};

const kept = async (url) => (await caches.open(CACHE)).match(url, { ignoreVary: true, ignoreSearch: true });

const patiently = (request) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("too slow")), PATIENCE_MS);
    fetch(request).then(resolve, reject).finally(() => clearTimeout(timer));
  });

const page = async (request) => {
  const path = new URL(request.url).pathname.replace(/(.)\/$/, "$1");
  const file = PAGES[path];
  // A page that is not kept would look for its script, miss it and reload for ever: the browser says it better.
  if (!file && !DYNAMIC.some((pattern) => pattern.test(path))) return fetch(request);
  try {
    return await patiently(request);
  } catch (error) {
    const found = await kept(file ? `/_${await language()}/${file}` : FALLBACK);
    if (found) return found;
    throw error;
  }
};

const file = async (request) => {
  const found = await kept(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/api/") || url.pathname.startsWith("/_event")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/assets/") || FILES.includes(url.pathname)) event.respondWith(file(request));
});
