// A voice message: recorded when one asks for it, heard before it is sent, played at one's own speed.
import { useEffect, useRef, useState } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-talk";
import { microphone } from "./microphone.js";
import { MOST_SECONDS } from "./talk_files.js";

const FORMS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const EVERY_MS = 100;
const BARS = 40;
const SPEEDS = [1, 1.5, 2];

export const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

// So many bars, each the loudest of its part, 8 to 100.
export const drawn = (levels) => {
  const step = Math.max(1, levels.length / BARS);
  const count = Math.min(BARS, levels.length);
  const top = Math.max(0.05, ...levels);
  return Array.from({ length: count }, (_, n) => {
    const part = levels.slice(Math.floor(n * step), Math.max(Math.floor(n * step) + 1, Math.floor((n + 1) * step)));
    return Math.round(8 + (92 * Math.max(...part)) / top);
  });
};

const Bars = ({ peaks, part }) => {
  const shown = peaks.length ? peaks : Array.from({ length: BARS / 2 }, () => 30);
  return (
    <svg className="voice-bars" viewBox={`0 0 ${shown.length * 4} 32`} preserveAspectRatio="none" aria-hidden="true">
      {shown.map((peak, n) => (
        <rect key={n} x={n * 4} y={16 - (peak * 15) / 100} width="2.4" height={Math.max(2, (peak * 30) / 100)} rx="1.2" className={n / shown.length < part ? "voice-played" : ""} />
      ))}
    </svg>
  );
};

const Sign = ({ name }) => (
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill={name === "mic" ? "none" : "currentColor"} stroke="currentColor" strokeWidth={name === "mic" ? 2 : 0} strokeLinecap="round">
    {name === "play" && <path d="M7 4.5v15l12-7.5z" />}
    {name === "pause" && <path d="M6 5h4v14H6zM14 5h4v14h-4z" />}
    {name === "stop" && <rect x="6" y="6" width="12" height="12" rx="2" />}
    {name === "mic" && <path d="M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3" />}
  </svg>
);

// `file` {seconds, peaks, url}; `blob` where its bytes are here already. Fetched whole: Safari plays nothing else
// without ranges, and what was opened once plays again without a network.
export const VoicePlayer = ({ file, blob = null }) => {
  const t_ = useT();
  const audio = useRef(null);
  const address = useRef("");
  const [state, setState] = useState("still");
  const [at, move] = useState(0);
  const [speed, setSpeed] = useState(1);
  useEffect(
    () => () => {
      audio.current?.pause();
      if (address.current) URL.revokeObjectURL(address.current);
    },
    [],
  );
  const load = async () => {
    if (audio.current) return audio.current;
    setState("loading");
    let bytes = blob;
    if (!bytes) {
      const answer = await fetch(file.url, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`voice answered ${answer.status}`);
      bytes = await answer.blob();
    }
    address.current = URL.createObjectURL(bytes);
    const made = new Audio(address.current);
    made.onended = () => setState("still") ?? move(0);
    made.onpause = () => setState("still");
    made.onplaying = () => setState("playing");
    made.ontimeupdate = () => move(made.currentTime);
    audio.current = made;
    return made;
  };
  const toggle = async () => {
    if (state === "playing") return audio.current.pause();
    try {
      const made = await load();
      made.playbackRate = speed;
      await made.play();
    } catch (error) {
      console.warn("the voice message does not play:", error?.message);
      setState("failed");
    }
    return undefined;
  };
  const faster = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };
  const label = t_(state === "playing" ? "talk.voice.pause" : "talk.voice.play", { seconds: file.seconds });
  return (
    <div className="voice-player">
      <button type="button" className="voice-button" aria-label={label} title={label} onClick={toggle} disabled={!blob && !file.url}>
        <Sign name={state === "playing" ? "pause" : "play"} />
      </button>
      <Bars peaks={file.peaks ?? []} part={file.seconds ? at / file.seconds : 0} />
      <span className="voice-time">{clock(at || file.seconds)}</span>
      <button type="button" className="voice-speed" onClick={faster} aria-label={t_("talk.voice.speed", { speed })}>
        {speed}×
      </button>
      {state === "failed" && <span role="status" className="voice-failed">{t_("talk.voice.failed")}</span>}
    </div>
  );
};

const allowed = async () => {
  try {
    return (await navigator.permissions.query({ name: "microphone" })).state === "granted";
  } catch {
    return false; // browsers that do not tell
  }
};

// Asks, records, lets one listen; `onDone(blob, seconds, peaks)`, `onClose()`.
export const Recorder = ({ onDone, onClose, adds = false }) => {
  const t_ = useT();
  const [state, setState] = useState("asking");
  const [seconds, count] = useState(0);
  const [level, show] = useState(0);
  const [made, keep] = useState(null);
  const now = useRef(null);
  const panel = useRef(null);
  const gone = useRef(false);
  const letGo = () => {
    clearInterval(now.current?.timer);
    now.current?.stream.getTracks().forEach((track) => track.stop());
    now.current?.context?.close().catch(() => {});
  };
  useEffect(() => {
    panel.current?.focus();
    gone.current = false;
    allowed().then((yes) => yes && !gone.current && begin());
    return () => {
      gone.current = true;
      if (now.current?.recorder.state === "recording") {
        now.current.dropped = true;
        now.current.recorder.stop();
      }
      letGo();
    };
  }, []);

  const begins = useRef(false);
  const begin = async () => {
    if (begins.current) return; // asked for by a tap while it begins by itself
    begins.current = true;
    try {
      const stream = await microphone(() => gone.current);
      if (!stream) return;
      const mimeType = FORMS.find((form) => MediaRecorder.isTypeSupported(form));
      const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32_000 });
      const context = window.AudioContext ? new AudioContext() : null;
      const listening = context?.createAnalyser();
      if (listening) context.createMediaStreamSource(stream).connect(listening);
      const wave = listening && new Uint8Array(listening.fftSize);
      const started = performance.now();
      const run = { stream, recorder, context, levels: [], parts: [], dropped: false };
      now.current = run;
      recorder.ondataavailable = ({ data }) => data.size && run.parts.push(data);
      recorder.onstop = () => {
        letGo();
        if (run.dropped) return;
        const blob = new Blob(run.parts, { type: recorder.mimeType || mimeType || "audio/webm" });
        keep({ blob, seconds: Math.max(1, Math.round(run.lasted)), peaks: drawn(run.levels) });
        setState("listening");
      };
      run.timer = setInterval(() => {
        const lasted = (performance.now() - started) / 1000;
        run.lasted = Math.min(MOST_SECONDS, lasted);
        if (wave) {
          listening.getByteTimeDomainData(wave);
          const loud = wave.reduce((most, one) => Math.max(most, Math.abs(one - 128)), 0) / 128;
          run.levels.push(loud);
          show(loud);
        }
        count(Math.floor(lasted));
        if (lasted >= MOST_SECONDS) recorder.stop();
      }, EVERY_MS);
      run.lasted = 0;
      recorder.start(1000);
      setState("recording");
    } catch (error) {
      console.warn("no microphone:", error?.name);
      setState(error?.name === "NotAllowedError" ? "refused" : "lacking");
    } finally {
      begins.current = false;
    }
  };
  const stop = () => now.current?.recorder.state === "recording" && now.current.recorder.stop();
  const again = () => {
    keep(null);
    count(0);
    begin();
  };
  return (
    <div className="voice-panel" role="group" aria-label={t_("talk.voice.record")} tabIndex={-1} ref={panel}>
      {state === "asking" && (
        <>
          <p>{t_("talk.voice.why")}</p>
          <button type="button" className="btn btn-primary" onClick={begin}>
            <Sign name="mic" /> <span>{t_("talk.voice.start")}</span>
          </button>
        </>
      )}
      {state === "recording" && (
        <>
          <p className="voice-now" role="status">
            <span className="voice-dot" aria-hidden="true" /> {t_("talk.voice.recording")}
          </p>
          <meter className="voice-level" min="0" max="1" value={level} aria-hidden="true" />
          <span className="voice-time">
            {clock(seconds)} / {clock(MOST_SECONDS)}
          </span>
          <button type="button" className="btn btn-primary" onClick={stop}>
            <Sign name="stop" /> <span>{t_("talk.voice.stop")}</span>
          </button>
        </>
      )}
      {state === "listening" && made && (
        <>
          <VoicePlayer file={{ seconds: made.seconds, peaks: made.peaks, url: "" }} blob={made.blob} />
          <button type="button" className="btn btn-quiet" onClick={again}>
            <span>{t_("talk.voice.again")}</span>
          </button>
          <button type="button" className="btn btn-primary" onClick={() => onDone(made.blob, made.seconds, made.peaks)}>
            <span>{t_(adds ? "talk.voice.add" : "talk.voice.send")}</span>
          </button>
        </>
      )}
      {(state === "refused" || state === "lacking") && <p role="alert">{t_(state === "refused" ? "talk.voice.refused" : "talk.voice.lacking")}</p>}
      <button type="button" className="btn btn-quiet" onClick={onClose}>
        <span>{t_("talk.voice.cancel")}</span>
      </button>
    </div>
  );
};
