// How what was sent is shown, on the phone and at the desk.
import { useEffect, useMemo, useState } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-talk";
import { VoicePlayer } from "./voice.jsx";

const TYPING_SHOWN = 5000;

export const size = (bytes) => (bytes < 1024 * 1024 ? Math.max(1, Math.round(bytes / 1024)) : Math.round((bytes * 10) / 1024 / 1024) / 10);

const Paths = { clip: "m21 11-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8L13 3.4a3.7 3.7 0 0 1 5.2 5.2l-8.5 8.5a1.8 1.8 0 0 1-2.6-2.6l7.8-7.8", mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3", share: "M12 15V3m0 0L8 7m4-4 4 4M5 12v7a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-7", send: "m22 2-7 20-4-9-9-4zM22 2 11 13", close: "M18 6 6 18M6 6l12 12", more: "M5 12h.01M12 12h.01M19 12h.01", file: "M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8zM14 2v6h6" };
export const Line = ({ name, turns = false }) => (
  <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" strokeWidth={name === "more" ? 3 : 2} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" className={turns ? "turns" : undefined}>
    <path d={Paths[name]} />
  </svg>
);

// One attachment of a message: a voice, a picture, a paper; `blob` where its bytes are here and not there yet.
export const FileShown = ({ file, blob = null }) => {
  const t_ = useT();
  const local = useMemo(() => (blob && file.kind !== "voice" ? URL.createObjectURL(blob) : ""), [blob]);
  useEffect(() => () => local && URL.revokeObjectURL(local), [local]);
  const told = file.scan === "waiting" ? t_("talk.files.waiting") : file.scan === "infected" ? t_("talk.files.infected") : "";
  if (told) {
    return (
      <p className="talk-file">
        <Line name="file" /> <bdi>{file.name}</bdi> <span className="small">{told}</span>
      </p>
    );
  }
  if (file.kind === "voice") return <VoicePlayer file={file} blob={blob} />;
  const address = file.url || local;
  if (file.kind !== "pdf") {
    return (
      <a href={address} target="_blank" rel="noopener" className="talk-picture">
        <img src={file.url ? `${file.url}?as=small` : local} alt={t_("talk.files.picture", { name: file.name })} loading="lazy" />
      </a>
    );
  }
  return (
    <a href={address} download={file.url ? undefined : `${file.name}.pdf`} className="talk-file">
      <Line name="file" /> <bdi>{file.name}</bdi> <span className="small">{t_("talk.files.pdf", { kib: size(file.size), unit: file.size < 1024 * 1024 ? "k" : "m" })}</span>
    </a>
  );
};

// `told` {serial, conversation, name}: somebody writes; shown for a moment, or until their message is there.
export const TypingLine = ({ serial, conversation, name, thread = "", count = 0 }) => {
  const t_ = useT();
  const [shown, show] = useState(0);
  useEffect(() => {
    if (!serial) return undefined;
    show(serial);
    const timer = setTimeout(() => show(0), TYPING_SHOWN);
    return () => clearTimeout(timer);
  }, [serial]);
  useEffect(() => show(0), [count]);
  const writes = shown > 0 && conversation === thread;
  return (
    <p className="talk-typing" role="status">
      {writes && (name ? t_("talk.typing.name", { name }) : t_("talk.typing.one"))}
    </p>
  );
};
