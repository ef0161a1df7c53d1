// Installing the app: the browser's own prompt where there is one (kept by ui.js), steps by hand on iOS.
import { useEffect, useSyncExternalStore } from "react";
import { installOffer } from "./install.js";
import { note, openSheet, useStore } from "./store.js";

const standalone = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
const apple = () => /iphone|ipad|ipod/i.test(navigator.userAgent) || (/mac/i.test(navigator.platform) && navigator.maxTouchPoints > 1);
const how = () => {
  if (standalone()) return "";
  if (window.mjmInstall) return "prompt";
  return apple() ? "ios" : "";
};
const heard = (listener) => {
  addEventListener("mjm-install", listener);
  return () => removeEventListener("mjm-install", listener);
};

const change = (edit) => note((state) => ({ ...state, install: { ...state.install, ...edit(state.install) } }));

const VISIT = "mjm-visit";
// Once a page: counts visits (a tab's life is one) and hears that the app was installed.
export const CountVisit = () => {
  const { ready } = useStore();
  useEffect(() => {
    if (!ready || sessionStorage.getItem(VISIT)) return;
    sessionStorage.setItem(VISIT, "1");
    change(({ visits }) => ({ visits: visits + 1 }));
  }, [ready]);
  useEffect(() => {
    const installed = () => change(() => ({ done: true }));
    addEventListener("appinstalled", installed);
    return () => removeEventListener("appinstalled", installed);
  }, []);
  return null;
};

// `{offer, way}`: how it is offered now ("" for not), and how it could be at all.
export const useInstall = () => {
  const way = useSyncExternalStore(heard, how, () => "");
  const { ready, install, matches, questions, celebration, now } = useStore();
  const matched = matches.length + questions.length > 0;
  const offer = ready ? installOffer({ how: way, install, matched, celebrating: Boolean(celebration), now }) : "";
  return { offer, way };
};

export const installLater = () => change(({ asked = 0 }) => ({ asked: asked + 1, later: Date.now() }));
export const installNow = async () => {
  const event = window.mjmInstall;
  if (!event) return openSheet("install-steps");
  window.mjmInstall = null;
  dispatchEvent(new Event("mjm-install"));
  event.prompt();
  const { outcome } = await event.userChoice;
  return outcome === "accepted" ? change(() => ({ done: true })) : installLater();
};
