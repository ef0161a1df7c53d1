// The service worker, written at build: what was opened once opens without a network.
// Pages come from the network first (they are small and say nothing personal), hashed files from the
// cache first. What people wrote or were told never passes here: it lives in the page's own store.
const CACHE = "mjm-__VERSION__";
const PREFERENCES = "mjm-preferences";
const FILES = __FILES__;
const BY_LANGUAGE = __BY_LANGUAGE__; // tag → its pages, messages and font: a phone keeps those of the language read
const PAGES = __PAGES__; // path → page file in each language's folder
const LANGUAGES = Object.keys(BY_LANGUAGE);
const DYNAMIC = __DYNAMIC__.map((pattern) => new RegExp(pattern)); // routes with a variable part
const FALLBACK = "__FALLBACK__"; // which start from a page without content
const PATIENCE_MS = 4000;

const language = async () => {
  const kept = await (await caches.open(PREFERENCES)).match("/language");
  const tag = kept ? await kept.text() : "";
  return LANGUAGES.includes(tag) ? tag : LANGUAGES[0];
};

// What is kept already is not asked for again.
const keepAll = async (names) => {
  const cache = await caches.open(CACHE);
  const held = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.addAll(names.filter((name) => !held.has(name)));
};

self.addEventListener("install", (event) => {
  const install = async () => keepAll([...FILES, ...BY_LANGUAGE[await language()]]);
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys())
      if (name.startsWith("mjm-") && name !== CACHE && name !== PREFERENCES) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

// The page says which language is read: a worker sees no cookie everywhere. Its files are fetched before
// it is noted, so that a language chosen in a tunnel opens what is kept until they are there.
self.addEventListener("message", (event) => {
  const tag = event.data?.language;
  if (!LANGUAGES.includes(tag)) return;
  const keep = async () => {
    await keepAll(BY_LANGUAGE[tag]);
    await (await caches.open(PREFERENCES)).put("/language", new Response(tag));
  };
  event.waitUntil(keep());
});

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
  const found = async () => kept(file ? `/_${await language()}/${file}` : FALLBACK);
  let answer;
  try {
    answer = await patiently(request);
  } catch (error) {
    const there = await found();
    if (there) return there;
    throw error;
  }
  // A server that is being renewed: what is kept says more than what stands before it does.
  return answer.status < 500 ? answer : ((await found()) ?? answer);
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
  else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/fonts/") || FILES.includes(url.pathname)) event.respondWith(file(request));
});

// --- alerts --------------------------------------------------------------------------------------

const ICON = "/icons/icon-192.png";

// A browser wants each push to show something: what cannot be read shows the product's name.
const told = (data) => {
  try {
    const { title, body, tag, url } = data.json();
    if (typeof title === "string" && title) return { title, body: `${body ?? ""}`, tag: `${tag ?? ""}`, url: `${url ?? "/"}` };
  } catch (error) {
    console.warn("a push without words:", error?.message);
  }
  return { title: "My Job Match", body: "", tag: "", url: "/" };
};

self.addEventListener("push", (event) => {
  const { title, body, tag, url } = told(event.data);
  const show = async () => {
    const options = { body, icon: ICON, badge: ICON, lang: await language(), data: { url } };
    // the latest word on a matter takes the place of the one before, and rings again
    await self.registration.showNotification(title, tag ? { ...options, tag, renotify: true } : options);
  };
  event.waitUntil(show());
});

// Only a page of ours is opened, whatever a notification names.
const addressOf = (url) => {
  const target = new URL(url ?? "/", location.origin);
  return target.origin === location.origin ? target : new URL("/", location.origin);
};

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = addressOf(event.notification.data?.url);
  const open = async () => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = windows.find((one) => new URL(one.url).pathname === target.pathname) ?? windows[0];
    if (!there) return self.clients.openWindow(target.href);
    // a browser may refuse the focus, or a page that the worker does not control: a window of its own then
    const shown = await there.focus().catch(() => there);
    if (shown.url === target.href) return shown;
    return shown.navigate(target.href).catch(() => self.clients.openWindow(target.href));
  };
  event.waitUntil(open());
});

// A browser that changes a device's address tells here: the server must know the new one.
self.addEventListener("pushsubscriptionchange", (event) => {
  const again = async () => {
    const { key } = await (await fetch("/api/v1/push/key")).json();
    const plain = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
    const applicationServerKey = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
    const fresh = event.newSubscription ?? (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
    const body = JSON.stringify({ ...fresh.toJSON(), replaced: event.oldSubscription?.endpoint ?? "" });
    await fetch("/api/v1/push/subscription", { method: "POST", headers: { "content-type": "application/json" }, body });
  };
  event.waitUntil(again());
});
