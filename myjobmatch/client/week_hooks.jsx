// Ma semaine: which week is shown, what was done last, and the forms that think for themselves.
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "react-router";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-errors";
import "$/utils/mjm/words-week";
import { named } from "./hash.js";
import { holder, useHeld } from "./held.js";
import { freshId } from "./search_hooks.jsx";
import { act, openSheet, useStore } from "./store.js";
import { useTold } from "./told.jsx";
import { parisDay, shifted, shownWeek, weeksBetween } from "./week.js";

const NOBODY = { what: "", id: "", undo: null };
const offset = holder(0);
const said = holder(NOBODY);
const adding = holder({ planned: false, category: "" });
const editing = holder(null);

// What stands in other parts of the store, in one form: a moment, a day, a name, where it leads.
const fromAppointments = (list = []) =>
  list
    .filter((one) => one.status !== "cancelled")
    .map((one) => ({ kind: "appointment", id: one.id, at: one.starts_at, day: parisDay(new Date(one.starts_at)), name: one.advisor ?? "", href: "/mon-espace/rendez-vous" }));
const fromWorkshops = (list = []) =>
  list
    .filter((one) => ["enrolled", "signed"].includes(one.status))
    .map((one) => ({ kind: "workshop", id: one.id, at: one.starts_at, day: parisDay(new Date(one.starts_at)), name: one.title, href: "/mon-espace/ateliers" }));

export const useWeek = () => {
  const { week, appointments, workshops } = useStore();
  const by = useHeld(offset);
  return useMemo(
    () => shownWeek(week, by, { appointments: fromAppointments(appointments), workshops: fromWorkshops(workshops) }),
    [week, by, appointments, workshops],
  );
};

export const useSaid = () => {
  const now = useHeld(said);
  // whether, not how: to a page a function is an object without anything in it, and that is no
  return useMemo(() => ({ ...now, undo: Boolean(now.undo) }), [now]);
};
export const useAdding = () => {
  const now = useHeld(adding);
  const { catalogue } = useStore().week;
  return useMemo(() => {
    const categories = [...new Set(catalogue.map((one) => one.category))];
    const entries = catalogue.filter((one) => !now.category || one.category === now.category);
    return { ...now, categories, choices: entries.map((one) => ({ ...one, h: Math.floor(one.minutes / 60), m: one.minutes % 60 })) };
  }, [now, catalogue]);
};
export const useEditing = () => useHeld(editing);

export const moveWeek = (by) => offset.set(by === 0 ? 0 : Math.max(-8, Math.min(8, offset.get() + by)));
export const openAdd = (planned) => {
  adding.set({ planned, category: "" });
  openSheet("week-add");
};
export const onlyCategory = (category) => adding.set({ ...adding.get(), category: adding.get().category === category ? "" : category });
export const openEdit = (action) => {
  editing.set(action);
  openSheet("week-edit");
};

const today = () => parisDay(new Date());
// The day that a tap means in the week that is looked at.
const usualDay = (planned) => {
  const by = offset.get();
  const day = shifted(today(), 7 * by);
  if (by === 0) return today();
  return planned === by > 0 ? day : today();
};

const say = (what, undo, id = "") => said.set({ what, id, undo });

const add = (payload, planned) => {
  const id = freshId();
  act("add_action", { id, ...payload, planned });
  say(planned ? "planned" : "done", () => act("take_back_action", { id }), id);
};
export const addEntry = (entry) => {
  const { planned } = adding.get();
  add({ entry: entry.id, minutes: entry.minutes, day: usualDay(planned) }, planned);
};

export const didIt = (action) => {
  const day = action.planned_on && action.planned_on <= today() ? action.planned_on : today();
  act("do_action", { id: action.id, day });
  const before = plain(action);
  say("done", () => act("take_back_action", { id: action.id, to_plan: true }, before), action.id);
};

const plain = ({ h: _h, m: _m, pending: _p, ...action }) => action;
export const takeBack = (action) => {
  act("take_back_action", { id: action.id });
  const { id } = action;
  const again = () => (action.origin === "youth" ? act("restore_action", { id }, plain(action)) : act("do_action", { id, day: action.done_on, minutes: action.minutes }));
  say("removed", again);
};

export const undoSaid = () => {
  const { undo } = said.get();
  said.set(NOBODY);
  undo?.();
};
export const changeSaid = (finished) => {
  const action = finished.find((one) => one.id === said.get().id);
  if (action) openEdit(action);
};

// --- forms ----------------------------------------------------------------------------------------

const STEP = 30;
const MOST = 35 * 60;
// Durations by half hours, in words.
const Duration = ({ id, value, onChange }) => {
  const t_ = useT();
  const choices = useMemo(() => {
    const usual = [15, ...Array.from({ length: 16 }, (_, place) => (place + 1) * STEP), ...Array.from({ length: 12 }, (_, place) => (place + 9) * 60)];
    return [...new Set([...usual, value])].filter((minutes) => minutes <= MOST).sort((a, b) => a - b);
  }, [value]);
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">{t_("week.form.hours")}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {choices.map((minutes) => (
          <option key={minutes} value={minutes}>{t_("week.time", { h: Math.floor(minutes / 60), m: minutes % 60 })}</option>
        ))}
      </select>
    </div>
  );
};

const CATEGORIES = ["employment", "training", "career_plan", "leisure", "citizenship", "housing", "health"];
const Category = ({ id, value }) => {
  const t_ = useT();
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">{t_("week.form.category")}</label>
      <select id={id} name="category" className="input" defaultValue={value}>
        {CATEGORIES.map((one) => <option key={one} value={one}>{t_(`enum.ActionCategory.${one}`)}</option>)}
      </select>
    </div>
  );
};

const Day = ({ id, value, most }) => {
  const t_ = useT();
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">{t_("week.form.day")}</label>
      <input id={id} name="day" type="date" className="input" defaultValue={value} max={most} required />
    </div>
  );
};

const Proof = ({ value }) => {
  const t_ = useT();
  const { documents } = useStore().search;
  return (
    <div className="field">
      <label htmlFor="week-proof" className="field-label">{t_("week.form.proof")}</label>
      <select id="week-proof" name="proof" className="input" defaultValue={value} aria-describedby="week-proof-hint">
        <option value="">{t_("week.form.proof_none")}</option>
        {documents.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </select>
      <p id="week-proof-hint" className="field-hint">{t_("week.form.proof_hint")} <a href="/mon-espace/documents">{t_("week.form.proof_add")}</a></p>
    </div>
  );
};

const close = (form) => form.closest("dialog")?.close();

// Something that is not in the list.
export const OwnForm = () => {
  const t_ = useT();
  const { planned } = useHeld(adding);
  const [minutes, setMinutes] = useState(120);
  const [wrong, tell] = useTold(t_);
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const title = form.elements.namedItem("title").value.trim();
    const day = form.elements.namedItem("day").value;
    if (!title) return tell("error.action_title_empty") ?? form.elements.namedItem("title").focus();
    if (!day) return tell("week.form.day_needed");
    tell();
    add({ title, category: form.elements.namedItem("category").value, minutes, day }, planned);
    form.reset();
    close(form);
    return undefined;
  };
  return (
    <form onSubmit={submit} noValidate className="stack">
      <div className="field">
        <label htmlFor="week-own-title" className="field-label">{t_("week.form.what")}</label>
        <input id="week-own-title" name="title" className="input" maxLength={120} dir="auto" autoComplete="off" />
      </div>
      <Category id="week-own-category" value="employment" />
      <div className="week-two">
        <Duration id="week-own-hours" value={minutes} onChange={setMinutes} />
        <Day id="week-own-day" key={String(planned)} value={usualDay(planned)} most={planned ? undefined : today()} />
      </div>
      <p role="alert" className="field-error">{wrong}</p>
      <button type="submit" className="btn btn-primary btn-wide"><span>{t_("week.form.save")}</span></button>
    </form>
  );
};

export const EditForm = () => {
  const action = useHeld(editing);
  return action ? <Edit key={`${action.id}-${action.status}`} action={action} /> : null;
};

const Edit = ({ action }) => {
  const t_ = useT();
  const [minutes, setMinutes] = useState(action.minutes);
  const [wrong, tell] = useTold(t_);
  const planned = action.status === "agreed";
  const own = action.title && action.origin === "youth";
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const value = (name) => form.elements.namedItem(name)?.value;
    const day = value("day");
    if (!day) return tell("week.form.day_needed");
    if (!planned && day > today()) return tell("error.action_day_future");
    if (own && !value("title").trim()) return tell("error.action_title_empty");
    const proof = value("proof");
    act("edit_action", {
      id: action.id,
      day,
      minutes,
      ...(own && { title: value("title").trim(), category: value("category") }),
      ...(proof !== undefined && proof !== action.document_id && { document: proof }),
    });
    say("saved", null);
    close(form);
    return undefined;
  };
  const remove = (event) => {
    close(event.currentTarget);
    takeBack(action);
  };
  return (
    <form onSubmit={submit} noValidate className="stack">
      {own ? (
        <>
          <div className="field">
            <label htmlFor="week-edit-title-field" className="field-label">{t_("week.form.what")}</label>
            <input id="week-edit-title-field" name="title" className="input" maxLength={120} dir="auto" defaultValue={action.title} />
          </div>
          <Category id="week-edit-category" value={action.category} />
        </>
      ) : (
        <p className="strong">{action.key ? t_(`week.default.${action.key}`) : action.title}</p>
      )}
      <div className="week-two">
        <Duration id="week-edit-hours" value={minutes} onChange={setMinutes} />
        <Day id="week-edit-day" value={(planned ? action.planned_on : action.done_on) ?? today()} most={planned ? undefined : today()} />
      </div>
      {!planned && <Proof value={action.document_id} />}
      <p role="alert" className="field-error">{wrong}</p>
      <button type="submit" className="btn btn-primary btn-wide"><span>{t_("week.form.save")}</span></button>
      {(own || action.origin === "youth" || !planned) && (
        <button type="button" className="btn btn-quiet btn-wide" onClick={remove}>
          <span>{t_(action.origin === "advisor" ? "week.not_yet" : "week.remove")}</span>
        </button>
      )}
    </form>
  );
};

// The address names an action, from a card in a conversation: its week is shown, and it is at hand.
export const NamedAction = () => {
  const { hash } = useLocation();
  const { actions } = useStore().week;
  const by = useHeld(offset);
  const wanted = useRef("");
  const found = actions.find((one) => `#${one.id}` === hash);
  const day = found && (found.done_on ?? found.planned_on ?? today());
  useEffect(() => {
    if (!found || wanted.current === hash) return;
    const weeks = Math.max(-8, Math.min(8, weeksBetween(today(), day)));
    const due = ["agreed", "returned"].includes(found.status) ? Math.max(0, weeks) : weeks; // what is late stands in this week
    if (due !== by) return void offset.set(due);
    wanted.current = hash;
    document.getElementById(`action-${found.id}`)?.focus();
  }, [hash, found, day, by]);
  return null;
};

const PREFIX = "#signer";
export const SignForm = () => {
  const t_ = useT();
  const { hash } = useLocation();
  const { online, ready } = useStore();
  const { to_sign: choices } = useWeek();
  const [wrong, tell] = useTold(t_);
  const brought = hash.startsWith(PREFIX) ? named(hash.slice(PREFIX.length)) : null;
  const opened = useRef(false);
  useEffect(() => {
    if (!ready || brought === null || opened.current) return;
    opened.current = true;
    openSheet("week-sign");
  }, [ready, brought]);
  if (!choices.length) return <p>{t_("week.sign_nothing")}</p>;
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const code = form.elements.namedItem("code").value.trim();
    if (!online) return tell("week.sign_online");
    if (!code) return tell("error.action_code") ?? form.elements.namedItem("code").focus();
    tell();
    act("sign_action", { id: form.elements.namedItem("action").value, code }, today());
    say("signed", null);
    close(form);
    return undefined;
  };
  return (
    <form onSubmit={submit} noValidate className="stack">
      <div className="field">
        <label htmlFor="week-sign-action" className="field-label">{t_("week.sign_what")}</label>
        <select id="week-sign-action" name="action" className="input">
          {choices.map((one) => <option key={one.id} value={one.id}>{one.key ? t_(`week.default.${one.key}`) : one.title}</option>)}
        </select>
      </div>
      <div className="field">
        <label htmlFor="week-sign-code" className="field-label">{t_("week.sign_code")}</label>
        <input id="week-sign-code" name="code" className="input week-code" defaultValue={brought ?? ""} key={brought} maxLength={12} autoComplete="off" autoCapitalize="characters" dir="ltr" aria-describedby="week-sign-hint" />
        <p id="week-sign-hint" className="field-hint">{online ? t_("week.sign_hint") : t_("week.sign_online")}</p>
      </div>
      <p role="alert" className="field-error">{wrong}</p>
      <button type="submit" className="btn btn-primary btn-wide"><span>{t_("week.sign_send")}</span></button>
    </form>
  );
};
