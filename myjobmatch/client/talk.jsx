// Writing on the phone: words, files, a voice, something shared. All of it is kept before it is sent.
import { useEffect, useMemo, useRef, useState } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-errors";
import "$/utils/mjm/words-talk";
import "$/utils/mjm/words-youth-places";
import { useThread } from "./hooks.jsx";
import { act, heldFile, note, useStore } from "./store.js";
import { FileShown, Line, TypingLine } from "./talk_shown.jsx";
import { chosen, MOST_FILES, recorded, shownFile, TAKEN } from "./talk_files.js";
import { useTold } from "./told.jsx";
import { canRecord, Recorder } from "./voice.jsx";

const KEEP_AFTER = 300;
const TYPING_EVERY = 3000;
const EDITABLE_MS = 24 * 3_600_000;

let typed = 0;
const tellTyping = (conversation_id, online) => {
  if (!online || Date.now() - typed < TYPING_EVERY) return;
  typed = Date.now();
  fetch("/api/v1/typing", { method: "POST", credentials: "same-origin", headers: { "content-type": "application/json" }, body: JSON.stringify({ conversation_id }) }).catch(() => {});
};

const keepDraft = (id, text) =>
  note((state) => ((state.drafts[id] ?? "") === text ? state : { ...state, drafts: { ...state.drafts, [id]: text } }));

// The composer of the conversation that the address names; a company's takes words alone.
export const TalkComposer = ({ longest }) => {
  const t_ = useT();
  const thread = useThread();
  const { drafts, online } = useStore();
  const id = thread?.id ?? "";
  const [text, setText] = useState("");
  const [files, setFiles] = useState([]);
  const [wrong, tell] = useTold(t_);
  const [records, record] = useState(false);
  const field = useRef(null);
  const picker = useRef(null);
  const timer = useRef(0);
  const draft = drafts[id] ?? "";
  const begun = useRef("");
  // What was begun, here or elsewhere, stands in the field; what is being typed is not written over.
  useEffect(() => {
    begun.current = id;
    setText(drafts[id] ?? "");
    setFiles([]);
    tell();
    record(false);
  }, [id]);
  useEffect(() => {
    if (draft && !text && document.activeElement !== field.current) setText(draft);
  }, [draft]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (timer.latest !== undefined) keepDraft(begun.current, timer.latest);
    },
    [],
  );
  if (!thread) return null;
  const words = thread.kind === "match";
  const change = ({ target }) => {
    setText(target.value);
    tellTyping(id, online);
    clearTimeout(timer.current);
    timer.latest = target.value;
    timer.current = setTimeout(() => {
      keepDraft(id, target.value);
      timer.latest = undefined;
    }, KEEP_AFTER);
  };
  const leave = (payload, shown, held) => act("message", { conversation_id: id, body: "", ...payload }, shown, held);
  const submit = (event) => {
    event.preventDefault();
    const body = text.trim();
    if (!body && !files.length) return field.current?.focus();
    clearTimeout(timer.current);
    timer.latest = undefined;
    if (files.length) leave({ body, files: files.map((file) => file.id) }, { files: files.map(shownFile) }, files);
    else leave({ body });
    setText("");
    setFiles([]);
    tell();
    keepDraft(id, "");
    return field.current?.focus();
  };
  const pick = async ({ target }) => {
    const list = [...target.files];
    target.value = "";
    tell();
    let held = files;
    for (const file of list) {
      if (held.length >= MOST_FILES) return tell("error.files_many", { most: MOST_FILES });
      const fit = await chosen(file);
      if (fit.error) return tell(`error.${fit.error}`, fit.params);
      held = [...held, fit];
      setFiles(held);
    }
    return field.current?.focus();
  };
  const spoken = async (blob, seconds, peaks) => {
    record(false);
    const file = await recorded(blob, seconds, peaks);
    leave({ files: [file.id] }, { files: [shownFile(file)] }, [file]);
  };
  if (records) return <Recorder onDone={spoken} onClose={() => record(false)} />;
  return (
    <form onSubmit={submit} className="talk-composer" noValidate>
      {files.length > 0 && (
        <ul className="talk-chosen" aria-label={t_("talk.files.chosen")}>
          {files.map((file) => (
            <li key={file.id}>
              <Line name="file" /> <bdi>{file.name}</bdi>
              <button type="button" onClick={() => setFiles(files.filter((one) => one.id !== file.id))} aria-label={t_("talk.files.remove", { name: file.name })}>
                <Line name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="alert" className="field-error">{wrong}</p>
      {!words && (
        <div className="talk-tools">
          <input ref={picker} id="talk-files" type="file" accept={TAKEN} multiple onChange={pick} className="visually-hidden" tabIndex={-1} aria-label={t_("talk.files.add")} />
          <button type="button" className="btn btn-quiet btn-round" onClick={() => picker.current.click()} title={t_("talk.files.limits")}>
            <Line name="clip" />
            <span className="visually-hidden">{t_("talk.files.add")}</span>
          </button>
          {canRecord() && (
            <button type="button" className="btn btn-quiet btn-round" onClick={() => record(true)} title={t_("talk.voice.record")}>
              <Line name="mic" />
              <span className="visually-hidden">{t_("talk.voice.record")}</span>
            </button>
          )}
          <button type="button" className="btn btn-quiet btn-round" onClick={() => document.getElementById("talk-share").showModal()} title={t_("talk.share.open")}>
            <Line name="share" />
            <span className="visually-hidden">{t_("talk.share.open")}</span>
          </button>
        </div>
      )}
      <label htmlFor="message" className="visually-hidden">{t_("youth.messages.write")}</label>
      <textarea ref={field} id="message" name="body" rows="1" maxLength={longest} value={text} onChange={change} placeholder={t_("youth.messages.write")} className="input" dir="auto" />
      <button type="submit" className="btn btn-primary talk-send" title={t_("youth.messages.send")}>
        <Line name="send" turns />
        <span className="visually-hidden">{t_("youth.messages.send")}</span>
      </button>
    </form>
  );
};

const blobOf = (file) => {
  const held = file.url ? null : heldFile(file.id);
  return held ? new Blob([held.data], { type: held.type }) : null;
};

// One attachment of a message; one that waits is shown from the phone itself.
export const TalkFile = ({ file }) => {
  const blob = useMemo(() => blobOf(file), [file.id, file.url]);
  return <FileShown file={file} blob={blob} />;
};

// What may be done with a message of one's own.
export const MessageMenu = ({ message }) => {
  const t_ = useT();
  const { now } = useStore();
  const [state, setState] = useState("");
  const [text, setText] = useState("");
  if (!message.mine || message.pending || message.deleted) return null;
  const editable = now - new Date(message.sent_at).getTime() < EDITABLE_MS;
  const save = (event) => {
    event.preventDefault();
    const body = text.trim();
    if (!body && !message.files.length && !message.card) return;
    if (body !== message.body) act("edit_message", { message_id: message.id, body });
    setState("");
  };
  if (state === "edit") {
    return (
      <form onSubmit={save} className="talk-edit">
        <label htmlFor={`edit-${message.id}`} className="visually-hidden">{t_("talk.edit.words")}</label>
        <textarea id={`edit-${message.id}`} value={text} onChange={({ target }) => setText(target.value)} rows={2} className="input" dir="auto" autoFocus />
        <button type="button" className="btn btn-quiet" onClick={() => setState("")}><span>{t_("talk.edit.cancel")}</span></button>
        <button type="submit" className="btn btn-primary"><span>{t_("talk.edit.save")}</span></button>
      </form>
    );
  }
  if (state === "delete") {
    return (
      <div className="talk-edit" role="alertdialog" aria-label={t_("talk.delete.sure")}>
        <p>{t_("talk.delete.sure")}</p>
        <button type="button" className="btn btn-quiet" onClick={() => setState("")} autoFocus><span>{t_("talk.delete.keep")}</span></button>
        <button type="button" className="btn btn-danger" onClick={() => act("delete_message", { message_id: message.id })}><span>{t_("talk.delete.yes")}</span></button>
      </div>
    );
  }
  return (
    <details className="talk-menu">
      <summary aria-label={t_("talk.menu")} title={t_("talk.menu")}><Line name="more" /></summary>
      <div>
        {editable && (
          <button type="button" className="btn btn-quiet" onClick={() => setText(message.body) ?? setState("edit")}><span>{t_("talk.edit.open")}</span></button>
        )}
        <button type="button" className="btn btn-quiet" onClick={() => setState("delete")}><span>{t_("talk.delete.open")}</span></button>
      </div>
    </details>
  );
};

// What of one's own offers can be shared, in a sheet.
export const ShareList = () => {
  const t_ = useT();
  const thread = useThread();
  const { likes, kept, applications } = useStore();
  const offers = [...new Map([...likes, ...kept, ...applications.map((one) => ({ id: one.offer_id, title: one.offer_title, company: one.company, place: "" }))].map((one) => [one.id, one])).values()];
  const share = ({ id, title, company, place = "" }) => {
    const card = { kind: "offer", id, title, line: company, second: place, path: `/offre/${id}`, state: "open", at: null };
    act("message", { conversation_id: thread.id, body: "", card_kind: "offer", card_id: id }, { card });
    document.getElementById("talk-share").close();
  };
  if (!offers.length) return <p className="soft">{t_("talk.share.none")}</p>;
  return (
    <ul className="talk-offers">
      {offers.slice(0, 40).map((one) => (
        <li key={one.id}>
          <button type="button" onClick={() => share(one)}>
            <bdi className="strong">{one.title}</bdi> <bdi className="soft">{one.company}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
};

export const PhoneTyping = (told) => {
  const thread = useThread();
  return <TypingLine {...told} thread={thread?.id ?? ""} count={thread?.messages.length ?? 0} />;
};

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Searching what the phone holds, without a network.
export const TalkSearch = () => {
  const t_ = useT();
  const { conversations } = useStore();
  const [text, setText] = useState("");
  const words = fold(text).split(/\s+/).filter(Boolean);
  const found = useMemo(() => {
    if (fold(text).trim().length < 2) return [];
    return conversations
      .flatMap((one) => one.messages.map((message) => ({ one, message })))
      .filter(({ message }) => words.every((word) => fold(`${message.body} ${message.files.map((file) => file.name).join(" ")} ${message.card?.title ?? ""}`).includes(word)))
      .sort((a, b) => (a.message.sent_at < b.message.sent_at ? 1 : -1))
      .slice(0, 30);
  }, [text, conversations]);
  const asked = fold(text).trim().length >= 2;
  return (
    <div className="talk-search">
      <label htmlFor="talk-words" className="visually-hidden">{t_("talk.search.label")}</label>
      <input id="talk-words" type="search" className="input" value={text} onChange={({ target }) => setText(target.value)} placeholder={t_("talk.search.label")} dir="auto" />
      <p role="status" className="visually-hidden">{asked ? t_("talk.search.count", { count: found.length }) : ""}</p>
      {asked && !found.length && <p className="soft">{t_("talk.search.none")}</p>}
      {asked && found.length > 0 && (
        <ul className="talk-found">
          {found.map(({ one, message }) => (
            <li key={message.id}>
              <a href={`/messages#${one.id}`}>
                <bdi className="strong">{message.mine ? t_("talk.search.me") : message.author || one.title}</bdi>
                <span className="small soft">{t_("talk.search.at", { at: message.sent_at })}</span>
                <span dir="auto" className="talk-found-text">{message.body || message.card?.title || message.files[0]?.name}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
