// At a desk: files and a voice leave as soon as they are chosen; the message names them.
import { useEffect, useRef, useState } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-errors";
import "$/utils/mjm/words-talk";
import { chosen, MOST_FILES, recorded, sendFile, TAKEN } from "./talk_files.js";
import { FileShown, Line, TypingLine } from "./talk_shown.jsx";
import { useTold } from "./told.jsx";
import { canRecord, Recorder } from "./voice.jsx";

// A hidden field `files` holds the ids of what was sent and not named by a message yet.
export const DeskFiles = ({ account }) => {
  const t_ = useT();
  const [files, setFiles] = useState([]);
  const [busy, work] = useState("");
  const [wrong, tell] = useTold(t_);
  const [records, record] = useState(false);
  const picker = useRef(null);
  const send = async (file) => {
    work(file.name || t_("talk.voice.name"));
    try {
      const { error, params, view } = await sendFile(account, file);
      if (error) tell(`error.${error}`, params);
      else setFiles((before) => [...before, view]);
    } catch (reason) {
      console.warn("the file did not leave:", reason?.message);
      tell("talk.files.lost");
    }
    work("");
  };
  const pick = async ({ target }) => {
    const list = [...target.files];
    target.value = "";
    tell();
    if (files.length + list.length > MOST_FILES) return tell("error.files_many", { most: MOST_FILES });
    for (const one of list) {
      const fit = await chosen(one);
      if (fit.error) tell(`error.${fit.error}`, fit.params);
      else await send(fit);
    }
    return undefined;
  };
  const spoken = async (blob, seconds, peaks) => {
    record(false);
    await send(await recorded(blob, seconds, peaks));
  };
  const remove = (file) => {
    setFiles(files.filter((one) => one.id !== file.id));
    fetch(`/api/v1/attachments/${file.id}`, { method: "DELETE", credentials: "same-origin" }).catch(() => {});
  };
  return (
    <div className="talk-desk-files">
      <input type="hidden" name="files" value={files.map((file) => file.id).join(",")} readOnly />
      <div className="talk-tools">
        <input ref={picker} id="talk-files" type="file" accept={TAKEN} multiple onChange={pick} className="visually-hidden" tabIndex={-1} aria-label={t_("talk.files.add")} />
        <button type="button" className="btn btn-quiet" disabled={Boolean(busy)} onClick={() => picker.current.click()} title={t_("talk.files.limits")}>
          <Line name="clip" /> <span>{t_("talk.files.add")}</span>
        </button>
        {canRecord() && (
          <button type="button" className="btn btn-quiet" disabled={Boolean(busy)} onClick={() => record(true)}>
            <Line name="mic" /> <span>{t_("talk.voice.record")}</span>
          </button>
        )}
      </div>
      {records && <Recorder onDone={spoken} onClose={() => record(false)} adds />}
      {busy && <p role="status" className="soft small">{t_("talk.files.sending", { name: busy })}</p>}
      <p role="alert" className="field-error">{wrong}</p>
      {files.length > 0 && (
        <ul className="talk-chosen" aria-label={t_("talk.files.chosen")}>
          {files.map((file) => (
            <li key={file.id}>
              <FileShown file={file} />
              <button type="button" onClick={() => remove(file)} aria-label={t_("talk.files.remove", { name: file.name || t_("talk.voice.name") })}>
                <Line name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

export const DeskTyping = ({ serial, conversation, name, thread, count }) => (
  <TypingLine serial={serial} conversation={conversation} name={name} thread={thread} count={count} />
);

// The last message is in sight when a conversation is opened, and when one comes; a message searched for as well.
export const StayAtEnd = ({ thread, last, found }) => {
  const end = useRef(null);
  useEffect(() => {
    const wanted = found && document.getElementById(`m-${found}`);
    const list = end.current?.parentElement;
    if (wanted) wanted.scrollIntoView({ block: "center" });
    else if (list) list.scrollTop = list.scrollHeight;
  }, [thread, last, found]);
  return <li ref={end} className="talk-end" aria-hidden="true" />;
};

// Control and Enter send, as in a mail.
export const SendByKey = ({ field }) => {
  useEffect(() => {
    const sends = (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target.id !== field) return;
      event.preventDefault();
      event.target.form?.requestSubmit();
    };
    document.addEventListener("keydown", sends);
    return () => document.removeEventListener("keydown", sends);
  }, [field]);
  return null;
};
