// Alerts on this device: whether the browser can, may and does; turning them on (in a tap: browsers ask for
// one) and off. What is shown when one comes is the service worker's business (plugins/worker.js).
import { useEffect, useSyncExternalStore } from "react";

const ADDRESS = "/api/v1/push/subscription";
const WHOSE = "mjm-push"; // whose account this device rings for: nobody else's rings by itself
const PATIENCE = 20_000;

let account = ""; // whose page this is
const NOTHING = { state: "loading", busy: false, failed: "" };
let view = NOTHING;
const listeners = new Set();
const publish = (changes) => {
  view = { ...view, ...changes };
  for (const listener of listeners) listener();
};

const supported = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const isApple = () => /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
const installed = () => navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;

const current = async () => (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();

const send = (method, body) =>
  fetch(ADDRESS, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body), keepalive: true });

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const patiently = (promise) =>
  Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("too slow")), PATIENCE))]);

const remember = (owner) => {
  try {
    if (owner) localStorage.setItem(WHOSE, owner);
    else localStorage.removeItem(WHOSE);
  } catch {
    console.warn("this browser keeps nothing: alerts end with the session");
  }
};

const ringsFor = (owner) => {
  try {
    return localStorage.getItem(WHOSE) === owner;
  } catch {
    return true;
  }
};

// Where this device stands.
const look = async () => {
  if (!account) return undefined;
  if (!supported()) return publish({ state: isApple() && !installed() ? "ios" : "unsupported" });
  if (Notification.permission === "denied") return publish({ state: "denied" });
  // A browser that does not tell does not ring, as far as we know: pages wait for an answer.
  const subscription = Notification.permission === "granted" ? await current().catch(() => null) : null;
  return publish({ state: subscription && ringsFor(account) ? "on" : "off" });
};

export const turnOn = async () => {
  if (view.busy) return;
  publish({ busy: true, failed: "" });
  try {
    // first of all, and before anything is waited for: the tap must still be fresh
    const permission = await Notification.requestPermission();
    if (permission === "granted") {
      await navigator.serviceWorker.register("/sw.js");
      const { pushManager } = await patiently(navigator.serviceWorker.ready);
      const { key } = await (await fetch("/api/v1/push/key")).json();
      const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
      const subscription = await patiently(
        pushManager.subscribe(options).catch(async (error) => {
          // one made for another key of ours stands in the way
          if (error.name !== "InvalidStateError") throw error;
          await (await pushManager.getSubscription())?.unsubscribe();
          return pushManager.subscribe(options);
        }),
      );
      const answer = await send("POST", subscription.toJSON());
      if (!answer.ok) {
        await subscription.unsubscribe();
        throw new Error(`the server answered ${answer.status}`);
      }
      remember(account);
    }
    await look();
  } catch (error) {
    console.warn("no alerts:", error?.message);
    await look();
    publish({ failed: "failed" });
  }
  publish({ busy: false });
};

export const turnOff = async () => {
  if (view.busy) return;
  publish({ busy: true, failed: "" });
  try {
    const subscription = await current();
    if (subscription) {
      await send("DELETE", { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    }
    remember("");
  } catch (error) {
    console.warn("alerts are still on:", error?.message);
    publish({ failed: "failed" });
  }
  await look();
  publish({ busy: false });
};

// A device that rang for this account before its session ended rings for it again: they did not say stop.
export const ringAgain = async (owner) => {
  try {
    if (!owner || !supported() || Notification.permission !== "granted" || !ringsFor(owner)) return;
    const subscription = await current();
    if (subscription) await send("POST", subscription.toJSON());
  } catch (error) {
    console.warn("alerts were not renewed:", error?.message);
  }
};

// Once on the page where alerts are chosen.
export const KeepRinging = ({ owner }) => {
  useEffect(() => {
    if (!owner) return;
    account = owner;
    look();
    ringAgain(owner);
  }, [owner]);
  return null;
};

let started = false;
const subscribe = (listener) => {
  listeners.add(listener);
  if (!started) {
    started = true;
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !view.busy && look());
  }
  return () => listeners.delete(listener);
};

export const usePush = () => useSyncExternalStore(subscribe, () => view, () => NOTHING);
