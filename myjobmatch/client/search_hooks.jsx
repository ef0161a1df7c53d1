// A youth's own search: the file that the address names, and the controls that think for themselves.
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useLocation, useNavigate } from "react-router";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-errors";
import "$/utils/mjm/words-search";
import { named } from "./hash.js";
import { addressOf, draftOf } from "./search.js";
import { act, useStore } from "./store.js";
import { useTold } from "./told.jsx";

const FILE = "/mes-offres/suivi";
const MINE = "/mes-offres";

export const freshId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const useHashName = () => named(useLocation().hash);

// The file of `/mes-offres/suivi#key`, or null.
export const useFile = () => {
  const key = useHashName();
  return useStore().search.files.find((one) => one.key === key) ?? null;
};

// --- what was taken away last, while it can be put back ------------------------------------------

let removed = null;
const listeners = new Set();
const setRemoved = (value) => {
  removed = value;
  for (const listener of listeners) listener();
};
const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useTakenAway = () => useSyncExternalStore(subscribe, () => removed, () => null);

const take = (kind, one, title) => {
  act(`delete_${kind}`, { id: one.id });
  setRemoved({ kind, one, title });
};
export const takeDocument = (one) => take("document", one, one.name);
export const putBack = () => {
  if (removed) act(`restore_${removed.kind}`, { id: removed.one.id }, removed.one);
  setRemoved(null);
};
export const forgetTaken = () => setRemoved(null);

// Takes the file away and goes back to the list, where the way back stands.
export const TakeAway = ({ file, children, ...rest }) => {
  const go = useNavigate();
  const click = () => {
    const { id, title, company, place, url, status, day, since, steps } = file;
    const plain = steps.map((step) => ({ ...step, status: step.status.replace("application_", "") }));
    take("tracked", { id, title, company, place, url, status, day, added_at: since, changed_at: since, steps: plain }, title);
    go(MINE);
  };
  return (
    <button type="button" onClick={click} {...rest}>
      {children}
    </button>
  );
};

// --- an application made elsewhere ---------------------------------------------------------------

const FIELDS = { title: "", company: "", place: "", url: "", status: "sent", day: "" };

// What the form begins with: the file that is corrected, what another app shared, or nothing.
export const useDraft = () => {
  const { search } = useLocation();
  const file = useFile();
  return useMemo(() => {
    if (file?.kind === "tracked") {
      const { title, company, place, url, status, day } = file;
      return { ...FIELDS, title, company, place, url, status, day: day ?? "", id: file.id };
    }
    const query = new URLSearchParams(search);
    const value = (name) => (query.get(name) ?? "").slice(0, 1000);
    const shared = draftOf({ title: value("title"), text: value("text"), url: value("url") });
    return { ...FIELDS, ...shared, company: value("company").slice(0, 120), place: value("place").slice(0, 120), id: "" };
  }, [file?.id, search]);
};

export const TrackedForm = ({ children, ...rest }) => {
  const t_ = useT();
  const go = useNavigate();
  const draft = useDraft();
  const { ready } = useStore();
  const [wrong, tell] = useTold(t_);
  const form = useRef(null);
  useEffect(() => {
    for (const [name, value] of Object.entries(draft)) {
      const field = form.current?.elements.namedItem(name);
      if (field && "value" in field) field.value = value;
    }
  }, [draft, ready]);
  const submit = (event) => {
    event.preventDefault();
    const sent = Object.fromEntries(new FormData(event.currentTarget));
    const payload = {
      id: draft.id || freshId(),
      title: sent.title.trim(),
      company: sent.company.trim(),
      place: sent.place.trim(),
      url: addressOf(sent.url),
      status: sent.status,
      day: sent.day || null,
    };
    const field = event.currentTarget.elements;
    if (!payload.title) return tell("error.tracked_title_empty") ?? field.namedItem("title").focus();
    if (payload.url && !/^https?:\/\/[^\s<>"'`\\]+$/i.test(payload.url)) return tell("error.link_bad") ?? field.namedItem("url").focus();
    tell();
    act(draft.id ? "edit_tracked" : "add_tracked", payload);
    return go(`${FILE}#t-${payload.id}`, { replace: true });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate {...rest}>
      {children}
      <p role="alert" className="field-error">{wrong}</p>
    </form>
  );
};

// --- notes and reminders -------------------------------------------------------------------------

const SETTLE = 900;

// Kept by itself, a moment after the last letter, and when one leaves.
export const NoteBox = ({ name, value, most, ...rest }) => {
  const t_ = useT();
  const [held, hold] = useState(null);
  const waiting = useRef(0);
  const latest = useRef(null);
  const keep = () => {
    clearTimeout(waiting.current);
    if (latest.current === null) return;
    const text = latest.current;
    latest.current = null;
    act("note", { key: name, text }).then(() => latest.current === null && hold(null));
  };
  const change = ({ target }) => {
    hold(target.value);
    latest.current = target.value;
    clearTimeout(waiting.current);
    waiting.current = setTimeout(keep, SETTLE);
  };
  useEffect(() => {
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, [name]);
  const state = held !== null ? "search.note.writing" : value ? "search.note.kept" : "search.note.none";
  return (
    <>
      <textarea value={held ?? value} onChange={change} onBlur={keep} maxLength={most} dir="auto" {...rest} />
      <p className="field-hint" role="status">{t_(state)}</p>
    </>
  );
};

const HOUR = 3_600_000;
const pad = (number) => String(number).padStart(2, "0");
const local = (date) =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
const inDays = (days, hour = 9) => {
  const date = new Date(Date.now() + days * 24 * HOUR);
  date.setHours(hour, 0, 0, 0);
  return date;
};
const SOON = [
  ["search.reminder.tomorrow", 1],
  ["search.reminder.three_days", 3],
  ["search.reminder.week", 7],
];

export const ReminderForm = ({ name, suggestion, most }) => {
  const t_ = useT();
  const [wrong, tell] = useTold(t_);
  const [day, choose] = useState(null);
  const when = useRef(null);
  const suggested = suggestion ?? "";
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = form.elements.namedItem("reminder").value.trim();
    const moment = new Date(form.elements.namedItem("due").value);
    if (!text) return tell("error.reminder_empty") ?? form.elements.namedItem("reminder").focus();
    if (Number.isNaN(moment.getTime()) || Math.abs(moment - Date.now()) > 700 * 24 * HOUR) {
      return tell("error.reminder_moment") ?? when.current?.focus();
    }
    tell();
    act("add_reminder", { id: freshId(), key: name, text, due_at: moment.toISOString() });
    form.reset();
    choose(null);
    document.getElementById("reminders-title")?.focus({ preventScroll: true });
    return undefined;
  };
  const pick = (days) => {
    choose(days);
    when.current.value = local(inDays(days));
  };
  useEffect(() => {
    if (when.current && !when.current.value) when.current.value = local(inDays(1));
  });
  return (
    <form onSubmit={submit} noValidate className="stack-tight search-reminder-form">
      <div className="field">
        <label htmlFor="reminder" className="field-label">{t_("search.reminder.what")}</label>
        <input id="reminder" name="reminder" className="input" defaultValue={suggested} key={suggested} maxLength={most} dir="auto" />
      </div>
      <div className="chips" role="group" aria-label={t_("search.reminder.when")}>
        {SOON.map(([key, days]) => (
          <button key={key} type="button" className="chip chip-choice" aria-pressed={day === days} onClick={() => pick(days)}>
            <span>{t_(key)}</span>
          </button>
        ))}
      </div>
      <div className="field">
        <label htmlFor="due" className="field-label">{t_("search.reminder.when")}</label>
        <input id="due" name="due" type="datetime-local" ref={when} className="input" onChange={() => choose(null)} />
      </div>
      <p role="alert" className="field-error">{wrong}</p>
      <button type="submit" className="btn btn-outline btn-wide">
        <span>{t_("search.reminder.add")}</span>
      </button>
    </form>
  );
};
