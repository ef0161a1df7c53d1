// Registering, activating and choosing another password: one question a screen. What was answered stays in the tab if the network fails;
// the pages are Python (pages/public/joining*.py), this is what they read and call.
import { useEffect, useSyncExternalStore } from "react";
import { named } from "./hash.js";
import { createPasskey, passkeysSupported, send } from "./passkeys.js";

const DRAFT = "mjm-joining";
const FLOWS = {
  "/inscription": ["name", "birth", "commune", "login", "secret", "agreement"],
  "/activation": ["code", "hello", "login", "secret", "agreement"],
};
const RENEWING = ["code", "hello", "secret"]; // a code for whoever has the account already
const EMPTY = { first_name: "", day: "", month: "", year: "", place: "", postcode: "", commune: "", login: "", code: "" };
const CODE = /^[2-9ACDEFGHJKMNPQRTVWXY]{3}(-?[2-9ACDEFGHJKMNPQRTVWXY]{3}){2}$/i;
// Where an error of the server sends one back to.
const STEP_OF = [
  [/^first_name/, "name"],
  [/^(birth_date|too_young|too_old)/, "birth"],
  [/^(offer_place|postcode)/, "commune"],
  [/^login/, "login"],
  [/^(password|passkey)/, "secret"],
  [/^code/, "code"],
];

const serverView = {
  ready: false, step: "", number: 0, total: 0, typed: EMPTY, error: "", params: {}, places: [], searched: "", sending: false,
  strength: "", minor: false, renews: false, invitation: null, passkeys: false, shown: false, offline: false, agreed: false,
};
let state = serverView;
let password = "";
let credential = "";
const listeners = new Set();
const publish = (changed) => {
  state = { ...state, ...changed };
  for (const listener of listeners) listener();
};

const flow = () => {
  const steps = FLOWS[location.pathname.replace(/\/$/, "")] ?? [];
  return state.renews && steps.includes("code") ? RENEWING : steps;
};
const activating = () => flow().includes("code");
const keepDraft = () => {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(state.typed));
  } catch {
    publish({}); // a full or forbidden storage: the page itself still holds what was typed
  }
};
const draft = () => {
  try {
    return { ...EMPTY, ...JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}") };
  } catch {
    return EMPTY;
  }
};

const birthDate = ({ day, month, year }) => {
  const [d, m, y] = [day, month, year].map((part) => Number(part.trim()));
  const date = new Date(Date.UTC(y, m - 1, d));
  const sound = year.trim().length === 4 && date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return sound ? date.toISOString().slice(0, 10) : "";
};
const ageOf = (iso) => {
  const [y, m, d] = iso.split("-").map(Number);
  const today = new Date();
  const before = today.getMonth() + 1 < m || (today.getMonth() + 1 === m && today.getDate() < d);
  return today.getFullYear() - y - (before ? 1 : 0);
};
const strengthOf = (text) => {
  if (!text) return "";
  if (text.length < 8) return "short";
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length;
  return text.length >= 14 || (text.length >= 10 && kinds >= 3) ? "strong" : "fair";
};

// What can be said at once; the server says the rest, and everything again.
const wrong = (step) => {
  const { typed } = state;
  if (step === "name" && !typed.first_name.trim()) return "first_name_empty";
  if (step === "birth") {
    const iso = birthDate(typed);
    if (!iso) return "birth_date_form";
    if (ageOf(iso) < 16) return "too_young";
    if (ageOf(iso) > 29) return "too_old";
  }
  if (step === "commune" && !typed.place) return typed.commune.trim() ? "place_not_chosen" : "place_empty";
  if (step === "login" && !typed.login.trim()) return "login_empty";
  if (step === "secret" && !credential && password.length < 8) return "password_short";
  return "";
};

const fail = (code, params = {}) => {
  const step = STEP_OF.find(([pattern]) => pattern.test(code))?.[1];
  publish({ error: code, params, sending: false });
  if (step && flow().includes(step) && step !== state.step) go(step);
  document.getElementById("joining-error")?.scrollIntoView({ block: "nearest" });
};

const show = () => {
  const steps = flow();
  if (!steps.length) return;
  const asked = named(location.hash);
  if (activating() && !steps.includes(asked) && CODE.test(asked)) {
    // A step may be spelled with the signs of a code: "agreement" is.
    // The code of a QR leaves the address at once: neither history nor a screenshot keeps it.
    history.replaceState(history.state, "", `${location.pathname}#code`);
    publish({ typed: { ...state.typed, code: asked.toUpperCase() } });
    look();
  }
  const wanted = steps.indexOf(named(location.hash));
  // What lies behind an answer that is missing cannot be opened by its address.
  const first = steps.findIndex((step) => step !== "agreement" && step !== "hello" && (step === "code" ? !state.invitation : wrong(step)));
  const at = Math.max(0, Math.min(wanted, first < 0 ? steps.length - 1 : first));
  if (steps[at] === state.step) return;
  const moved = Boolean(state.step);
  if (moved) document.activeElement?.blur();
  publish({ ready: true, step: steps[at], number: at + 1, total: steps.length, error: state.error && STEP_OF.some(([pattern, step]) => pattern.test(state.error) && step === steps[at]) ? state.error : "", minor: minor() });
  if (moved) {
    scrollTo(0, 0);
    requestAnimationFrame(() => {
      const field = document.getElementById("password");
      if (field) field.value = password;
    });
    // The question is read first, unless quick fingers are in its field already: their letters must not go elsewhere.
    requestAnimationFrame(() => document.activeElement === document.body && document.querySelector("#main h1")?.focus({ preventScroll: true }));
  }
};
const minor = () => {
  if (activating()) return Boolean(state.invitation?.minor);
  const iso = birthDate(state.typed);
  return Boolean(iso) && ageOf(iso) < 18;
};

const go = (step) => {
  if (location.hash === `#${step}`) show();
  else location.hash = step;
};

// Once a page: takes the draft up, and follows the address.
export const JoinStart = () => {
  useEffect(() => {
    password = credential = "";
    publish({ ...serverView, ready: true, typed: draft(), passkeys: passkeysSupported(), offline: !navigator.onLine });
    const network = () => publish({ offline: !navigator.onLine });
    addEventListener("hashchange", show);
    addEventListener("online", network);
    addEventListener("offline", network);
    show();
    return () => {
      removeEventListener("hashchange", show);
      removeEventListener("online", network);
      removeEventListener("offline", network);
    };
  }, []);
  return null;
};

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useJoining = () => useSyncExternalStore(subscribe, () => state, () => serverView);

// --- what a page calls -------------------------------------------------------------------------

export const fill = (name, value) => {
  const typed = { ...state.typed, [name]: value };
  if (name === "commune") Object.assign(typed, { place: "", postcode: "" });
  publish({ typed, error: "" });
  keepDraft();
  if (name === "commune") search(value);
};
export const fillPassword = (value) => {
  password = value;
  credential = "";
  publish({ strength: strengthOf(value), error: "" });
};
export const showPassword = () => publish({ shown: !state.shown });
export const setAgreed = (agreed) => publish({ agreed, error: "" });

let searching = 0;
const search = (text) => {
  clearTimeout(searching);
  if (text.trim().length < 2) return publish({ places: [], searched: "" });
  searching = setTimeout(async () => {
    try {
      const places = await send("GET", `/api/v1/communes?${new URLSearchParams({ q: text })}`);
      if (state.typed.commune === text) publish({ places, searched: text.trim() });
    } catch (error) {
      fail(error.code ?? "unreachable", error.params);
    }
  }, 200);
  return undefined;
};
export const choosePlace = (label, name, postcode) => {
  publish({ typed: { ...state.typed, commune: label, place: label, postcode }, places: [], searched: "", error: "" });
  keepDraft();
  document.getElementById("commune").value = label;
  document.getElementById("joining-next")?.focus();
};

const look = async () => {
  publish({ sending: true, error: "" });
  try {
    const invitation = await send("POST", "/api/v1/activations/look", { code: state.typed.code });
    publish({ invitation, renews: invitation.renews, sending: false, typed: { ...state.typed, login: state.typed.login || invitation.phone } });
    keepDraft();
    go("hello");
  } catch (error) {
    publish({ invitation: null, renews: false });
    fail(error.code ?? "unreachable", error.params);
  }
};

export const next = () => {
  const { step } = state;
  const code = wrong(step);
  if (code) return fail(code, { least: 8 });
  if (step === "code") return look();
  if (step === "agreement") return join();
  if (step === "secret" && state.renews) return renew();
  const steps = flow();
  return go(steps[steps.indexOf(step) + 1]);
};
export const back = () => history.back();

// The device makes the key now; the account is made with it at the end.
export const choosePasskey = async () => {
  publish({ sending: true, error: "" });
  try {
    credential = await createPasskey("join", { login: state.typed.login });
    password = "";
    publish({ sending: false, strength: "passkey" });
    go("agreement");
  } catch (error) {
    fail(error.code ?? "unreachable", error.params);
  }
};

const join = async () => {
  if (!state.agreed) return fail("agreement_needed");
  const { typed } = state;
  const shared = {
    login: typed.login,
    password: credential ? "" : password,
    credential,
    text_version: document.getElementById("agreement-text").dataset.version,
    agreed: true,
    language: document.documentElement.dataset.language,
  };
  const { first_name, place, postcode, code } = typed;
  const website = document.getElementById("joining-website")?.value ?? "";
  publish({ sending: true, error: "" });
  try {
    const answer = activating()
      ? await send("POST", "/api/v1/activations", { ...shared, code })
      : await send("POST", "/api/v1/registrations", { ...shared, first_name, birth_date: birthDate(typed), place, postcode, website });
    sessionStorage.removeItem(DRAFT);
    password = credential = "";
    location.assign(answer.home);
  } catch (error) {
    if (error.code?.startsWith("passkey")) credential = "";
    fail(error.code ?? "unreachable", error.params);
  }
  return undefined;
};

const renew = async () => {
  publish({ sending: true, error: "" });
  try {
    const answer = await send("POST", "/api/v1/renewals", { code: state.typed.code, password });
    sessionStorage.removeItem(DRAFT);
    password = "";
    location.assign(answer.home);
  } catch (error) {
    fail(error.code ?? "unreachable", error.params);
  }
};

// Read aloud, by the device's own voice, what stands on the screen.
export const hear = (id) => {
  if (!("speechSynthesis" in window)) return;
  const speaking = speechSynthesis.speaking;
  speechSynthesis.cancel();
  if (speaking) return;
  const spoken = new SpeechSynthesisUtterance(document.getElementById(id).innerText);
  spoken.lang = document.documentElement.lang.slice(0, 2);
  speechSynthesis.speak(spoken);
};

export const JoinForm = ({ children, ...rest }) => {
  const submit = (event) => {
    event.preventDefault();
    if (!state.sending) next();
  };
  return (
    <form onSubmit={submit} noValidate {...rest}>
      {children}
    </form>
  );
};
