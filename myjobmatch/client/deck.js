// What one does around the deck: say why not, filter, let a constraint go, keep for later, ask, report, share.
import { act, card, newCards, note, openSheet, seen, tell } from "./store.js";
import { asidesOf, NO_FILTERS } from "./terms.js";

// Why the last card was passed: what follows shows at once, and is sent with the rest.
export const whyNot = (reason) => {
  const { why } = seen();
  const passed = card(why?.id);
  if (!passed) return undefined;
  tell({ why: { id: why.id, reason } });
  const { id: offer_id, minutes } = passed;
  const skill_id = passed.explanation.missing[0]?.skill_id ?? null;
  return act("aside", { offer_id, reason, minutes, skill_id }, { asides: asidesOf(passed, reason) });
};
export const whyLater = () => tell({ why: null });

// Put back what was put aside: one thing, or all that was said on a card the server may not know of yet.
export const putBack = (aside) =>
  act("lift", aside.pending ? { offer_id: aside.offer_id } : { aside_id: aside.id });
export const putBackAll = () => {
  const { why } = seen();
  if (!why) return undefined;
  tell({ why: null });
  return act("lift", { offer_id: why.id });
};

const setFilters = async (edit) => {
  await note((state) => ({ ...state, filters: edit(state.filters), stale: true }));
  newCards();
};
const toggled = (list, value) => (list.includes(value) ? list.filter((one) => one !== value) : [...list, value]);
const LISTS = ["contracts", "without"];

export const setFilter = (name, value) => {
  tell({ relaxed: null });
  return setFilters((filters) => {
    if (LISTS.includes(name)) return { ...filters, [name]: toggled(filters[name], value) };
    return { ...filters, [name]: filters[name] === value ? NO_FILTERS[name] : value };
  });
};
export const clearFilters = () => {
  tell({ relaxed: null });
  return setFilters(() => NO_FILTERS);
};

// One constraint less, for this deck alone: the profile stays as it is.
const WIDER = {
  travel: (filters, value) => ({ ...filters, minutes: Number(value) }),
  contract: (filters, value, profile) => ({
    ...filters,
    contracts: [...(filters.contracts.length ? filters.contracts : profile.contracts), value],
  }),
  schedule: (filters, value) => ({ ...filters, without: filters.without.filter((one) => one !== value) }),
  time: (filters) => ({ ...filters, time: "" }),
  starts: (filters) => ({ ...filters, starts: "" }),
};
export const relax = (told) => {
  const { filters, asides, profile } = seen();
  const aside = asides.find((one) => one.id === told.aside) ?? null;
  tell({ why: null, relaxed: { filters, aside, kind: told.kind, value: told.value, label: told.label } });
  if (told.kind === "aside") return aside && putBack(aside);
  return setFilters((now) => WIDER[told.kind](now, told.value, profile));
};
export const relaxNot = () => {
  const { relaxed } = seen();
  if (!relaxed) return undefined;
  tell({ relaxed: null });
  if (relaxed.kind !== "aside") return setFilters(() => relaxed.filters);
  const { id, pending, ...aside } = relaxed.aside;
  const reason = REASON_OF[aside.kind];
  const payload = { offer_id: aside.offer_id, reason };
  if (aside.kind === "travel") payload.minutes = Number(aside.value);
  if (aside.kind === "skill") payload.skill_id = Number(aside.value);
  return act("aside", payload, { asides: [aside] });
};
const REASON_OF = {
  travel: "too_far", schedule: "hours", hours: "hours", contract: "contract", occupation: "not_my_job",
  company: "company", pay: "pay", skill: "skills", same_job: "already_applied",
};

export const keep = (id, kept = true) => {
  if (kept) document.getElementById("offer-details")?.close();
  const title = card(id)?.title ?? "";
  tell({ said: { kind: kept ? "keep" : "undo", title, next: "" }, why: null });
  return act("keep", { offer_id: id, kept });
};

export const linkTo = (id) => `${location.origin}/offre/${id}`;

// Opens the conversation with a draft: nothing leaves before one has read it.
export const draft = (text, id = "") => {
  const thread = seen().advisor_thread;
  const body = id ? `${text}\n${linkTo(id)}` : text;
  return note((state) => ({ ...state, drafts: { ...state.drafts, [thread]: body } }));
};

// The system's own sheet where there is one, else the clipboard, else the address to copy by hand.
export const share = async (id, title) => {
  const url = linkTo(id);
  try {
    if (navigator.share) return await navigator.share({ title, url });
    await navigator.clipboard.writeText(url);
    return tell({ link: "copied" });
  } catch (error) {
    if (error?.name === "AbortError") return undefined;
    tell({ link: url });
    return openSheet("share-link");
  }
};

export const setBuzz = (haptics) => note((state) => ({ ...state, haptics }));

if (typeof document !== "undefined") document.addEventListener("submit", (event) => {
  const id = event.target.dataset?.reports;
  if (!id) return;
  event.preventDefault();
  const form = new FormData(event.target);
  act("report", { offer_id: id, reason: String(form.get("reason")), note: String(form.get("note") ?? "") });
  event.target.closest("dialog")?.close();
  event.target.reset();
  tell({ said: { kind: "report", title: "", next: "" } });
  openSheet("reported");
});
