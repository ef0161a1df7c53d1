// What of a youth's own search needs a network: what a saved search finds, tips, the CV's sheet, documents.
import { useEffect, useRef, useState } from "react";
import { useLanguage, useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-cv";
import "$/utils/mjm/words-errors";
import "$/utils/mjm/words-search";
import "$/utils/mjm/words-search-add";
import "$/utils/mjm/words-search-documents";
import "$/utils/mjm/words-search-saved";
import { smaller } from "./photos.js";
import { freshId, useHashName } from "./search_hooks.jsx";
import { act, ask, note, sync, useStore } from "./store.js";
import { useTold } from "./told.jsx";

const JSON_ONLY = { headers: { accept: "application/json" } };
const MOST_KEPT = 12;

// --- tips before an interview, kept on the phone once they were read -------------------------------

// `{tips, state}`: `some`, `loading`, `waiting` for a network, `unknown` for a file that is gone.
export const useTips = () => {
  const key = useHashName();
  const language = useLanguage();
  const { ready, online, tips, seq } = useStore();
  const [failed, fail] = useState("");
  const kept = tips?.find((one) => one.key === key && one.language === language) ?? null;
  useEffect(() => {
    if (!ready || !online || !key) return undefined;
    let left = false;
    fail("");
    const load = async () => {
      const { status, body } = await ask(`/api/v1/tips?${new URLSearchParams({ key, language })}`, JSON_ONLY);
      if (status === 404 || status === 422) return !left && fail("unknown");
      if (status !== 200) throw new Error(`tips answered ${status}`);
      const told = { ...body.tips, language };
      return note((state) =>
        state.account === body.account
          ? { ...state, tips: [told, ...(state.tips ?? []).filter((one) => one.key !== key || one.language !== language)].slice(0, MOST_KEPT) }
          : state,
      );
    };
    load().catch((error) => {
      console.warn("no tips:", error?.message);
      if (!left) fail("waiting");
    });
    return () => {
      left = true;
    };
  }, [ready, online, key, language, seq]);
  const state = kept ? "some" : ready && !key ? "unknown" : failed || (!ready || online ? "loading" : "waiting");
  return { tips: kept, state };
};

// --- saved searches ------------------------------------------------------------------------------

export const useSavedSearch = () => {
  const id = useHashName();
  return useStore().search.searches.find((one) => one.id === id) ?? null;
};

// `{offers, state}` of the search that the address names: `some`, `none`, `loading`, `waiting`.
export const useFound = () => {
  const id = useHashName();
  const { ready, online, waiting } = useStore();
  const [found, keep] = useState(null);
  const [failed, fail] = useState(false);
  const due = ready && online && waiting === 0;
  useEffect(() => {
    if (!due || !id || found?.id === id) return undefined;
    let left = false;
    fail(false);
    ask(`/api/v1/searches/${encodeURIComponent(id)}`, JSON_ONLY)
      .then(({ status, body }) => {
        if (status !== 200) throw new Error(`the search answered ${status}`);
        if (left) return;
        keep({ id, offers: body.offers });
        act("see_search", { id });
      })
      .catch((error) => {
        console.warn("nothing found:", error?.message);
        if (!left) fail(true);
      });
    return () => {
      left = true;
    };
  }, [due, id]);
  const mine = found?.id === id ? found.offers : null;
  const state = mine ? (mine.length ? "some" : "none") : online && !failed ? "loading" : "waiting";
  return { offers: mine ?? [], state };
};

// Likes from a list: the offer is not among the cards, so that the list itself says that it was liked.
export const LikeFound = ({ offer, label, liked: saidLiked }) => {
  const [liked, like] = useState(false);
  const click = () => {
    like(true);
    act("decide", { offer_id: offer.id, kind: "like" }).then(() => sync());
  };
  return (
    <button type="button" className="btn btn-outline" disabled={liked} onClick={click} aria-label={`${liked ? saidLiked : label} : ${offer.title}`}>
      <span>{liked ? saidLiked : label}</span>
    </button>
  );
};

export const SearchForm = ({ children, ...rest }) => {
  const t_ = useT();
  const [wrong, tell] = useTold(t_);
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const words = data.get("words").trim();
    const minutes = data.get("minutes") ? Number(data.get("minutes")) : null;
    const contracts = data.getAll("contracts");
    if (!words && minutes === null && !contracts.length) return tell("error.search_empty") ?? form.elements.namedItem("words").focus();
    tell();
    const name = data.get("name").trim() || words || t_("search.saved.unnamed");
    act("save_search", { id: freshId(), name: name.slice(0, 60), words, minutes, contracts, alert: data.get("alert") === "on" });
    form.reset();
    document.getElementById("searches-title")?.focus();
    return undefined;
  };
  const form = useRef(null);
  useEffect(() => {
    // another page may hand on what was searched there
    const query = new URLSearchParams(location.search);
    for (const name of ["words", "minutes", "name"]) {
      const field = form.current?.elements.namedItem(name);
      if (field && query.get(name)) field.value = query.get(name).slice(0, 120);
    }
    const contracts = (query.get("contracts") ?? "").split(",");
    for (const box of form.current?.querySelectorAll("[name=contracts]") ?? []) box.checked = contracts.includes(box.value);
  }, []);
  return (
    <form ref={form} onSubmit={submit} noValidate {...rest}>
      {children}
      <p role="alert" className="field-error">{wrong}</p>
      <button type="submit" className="btn btn-primary btn-wide">
        <span>{t_("search.saved.save")}</span>
      </button>
    </form>
  );
};

// --- the CV ----------------------------------------------------------------------------------------

const addressOfCv = (cv, form, version) =>
  `/api/v1/cv?${new URLSearchParams({
    as: form,
    layout: cv.layout,
    anonymous: cv.anonymous ? "yes" : "no",
    language: cv.language,
    ...(version && { v: version }),
  })}`;

let asked = { anonymous: false, language: "" };
const listeners = new Set();
export const askCv = (edit) => {
  asked = { ...asked, ...edit };
  for (const listener of listeners) listener();
};

// The sheet as it is asked for, and what the server says of it: `{layout, anonymous, language, href, picture,
// missing, cut, unprintable, state}`; `state` is `made`, `loading` or `waiting`.
export const useCv = () => {
  const { ready, online, waiting, seq, search, profile } = useStore();
  const [, again] = useState(0);
  useEffect(() => {
    const listen = () => again((n) => n + 1);
    listeners.add(listen);
    return () => listeners.delete(listen);
  }, []);
  const cv = { layout: search.cv.layout, anonymous: asked.anonymous, language: asked.language || "fr" };
  const [said, keep] = useState(null);
  const [failed, fail] = useState(false);
  const version = `${seq} ${search.cv.headline.length}`;
  const wanted = addressOfCv(cv, "json", version);
  const due = ready && online && waiting === 0 && !profile.stale;
  useEffect(() => {
    if (!due) return undefined;
    let left = false;
    fail(false);
    ask(wanted, JSON_ONLY)
      .then(({ status, body }) => {
        if (status !== 200) throw new Error(`the CV answered ${status}`);
        if (!left) keep({ wanted, ...body });
      })
      .catch((error) => {
        console.warn("no sheet:", error?.message);
        if (!left) fail(true);
      });
    return () => {
      left = true;
    };
  }, [due, wanted]);
  const made = said?.wanted === wanted;
  return {
    ...cv,
    href: addressOfCv(cv, "pdf"),
    picture: said ? said.wanted.replace("as=json", "as=png") : "",
    missing: said?.missing ?? [],
    cut: said?.cut ?? 0,
    unprintable: said?.unprintable ?? 0,
    state: made ? "made" : online && !failed ? "loading" : "waiting",
  };
};

const SETTLE = 800;

// A text of the CV, kept by itself. Lists are edited as lines.
export const CvText = ({ name, value, rows = 0, ...rest }) => {
  const shown = Array.isArray(value) ? value.join("\n") : value;
  const [held, hold] = useState(null);
  const waiting = useRef(0);
  const latest = useRef(null);
  const keep = () => {
    clearTimeout(waiting.current);
    if (latest.current === null) return;
    const text = latest.current;
    latest.current = null;
    act("cv", { [name]: text });
  };
  const leave = () => {
    keep();
    hold(null);
  };
  const change = ({ target }) => {
    hold(target.value);
    latest.current = target.value;
    clearTimeout(waiting.current);
    waiting.current = setTimeout(keep, SETTLE);
  };
  useEffect(() => keep, []);
  const Control = rows ? "textarea" : "input";
  return (
    <Control id={`cv-${name}`} name={name} value={held ?? shown} onChange={change} onBlur={leave} rows={rows || undefined} dir="auto" className="input" {...rest} />
  );
};

export const CvExperience = ({ experience, hidden, label }) => {
  const shown = !hidden.includes(experience.id);
  const change = () => {
    const rest = hidden.filter((id) => id !== experience.id);
    act("cv", { hidden_experiences: shown ? [...rest, experience.id] : rest });
  };
  return (
    <label className="check-label">
      <input type="checkbox" className="check" checked={shown} onChange={change} disabled={!experience.id} />
      <span dir="auto">{label}</span>
    </label>
  );
};

// --- documents ---------------------------------------------------------------------------------------

const MOST_MB = 5;
const MOST_BYTES = MOST_MB * 1024 * 1024;

export const Upload = ({ account, label, accept }) => {
  const t_ = useT();
  const { online } = useStore();
  const [sending, send] = useState(null);
  const [wrong, tell] = useTold(t_);
  const field = useRef(null);
  const put = (file, body) =>
    new Promise((done, lost) => {
      const request = new XMLHttpRequest(); // fetch tells nothing of how far it is
      request.open("POST", `/api/v1/documents?${new URLSearchParams({ name: file.name.slice(0, 200) })}`);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.setRequestHeader("x-mjm-account", account);
      request.upload.onprogress = ({ loaded, total }) => send({ name: file.name, part: total ? loaded / total : 0 });
      request.onload = () => done(request);
      request.onerror = () => lost(new Error("the network went"));
      request.send(body);
    });
  const change = async ({ target }) => {
    const file = target.files[0];
    if (!file) return;
    tell();
    send({ name: file.name, part: 0 });
    try {
      const body = await smaller(file, MOST_BYTES, /^image\/(jpeg|png)$/).catch(() => file);
      if (body.size > MOST_BYTES) throw Object.assign(new Error("big"), { told: ["error.document_big", { most: MOST_MB }] });
      const answer = await put(file, body);
      if (answer.status === 413) throw Object.assign(new Error("big"), { told: ["error.document_big", { most: MOST_MB }] });
      if (answer.status !== 201) {
        const { error, params } = JSON.parse(answer.responseText);
        throw Object.assign(new Error(error), { told: [`error.${error}`, params] });
      }
      await sync();
    } catch (error) {
      tell(...(error.told ?? ["search.documents.lost"]));
    }
    send(null);
    target.value = "";
  };
  return (
    <div className="stack-tight">
      <input ref={field} type="file" id="document" accept={accept} onChange={change} disabled={!online || sending !== null} className="visually-hidden" />
      <label htmlFor="document" className="btn btn-primary btn-wide search-upload" aria-disabled={!online || sending !== null}>
        <span>{sending ? t_("search.documents.sending", { name: sending.name }) : label}</span>
      </label>
      {sending && <progress value={sending.part} max="1" aria-label={t_("search.documents.sending", { name: sending.name })} className="search-progress" />}
      <p role="alert" className="field-error">{wrong}</p>
    </div>
  );
};

export const RenameForm = ({ document: one, most }) => {
  const t_ = useT();
  const submit = (event) => {
    event.preventDefault();
    const name = event.currentTarget.elements.namedItem("name").value.trim();
    if (!name) return;
    act("rename_document", { id: one.id, name });
    event.currentTarget.closest("details").open = false;
  };
  return (
    <form onSubmit={submit} className="search-rename">
      <label htmlFor={`name-${one.id}`} className="visually-hidden">{t_("search.documents.name")}</label>
      <input id={`name-${one.id}`} name="name" defaultValue={one.name} key={one.name} maxLength={most} required dir="auto" className="input" />
      <button type="submit" className="btn btn-outline">
        <span>{t_("search.add.keep")}</span>
      </button>
    </form>
  );
};
