// Speaking instead of typing, by the phone's own recognition (Web Speech). What was heard goes into the
// field as if it were typed, so that whoever listens to the field hears it too. Drawn only where there is such
// a thing; an app on an iPhone's home screen has none, and its keyboard has a microphone of its own.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLanguage, useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-youth-profile";

// Languages by what recognition calls them, each by its own name; the reader's comes first.
const SPOKEN = {
  "fr-FR": "Français",
  "ar-MA": "العربية",
  "en-GB": "English",
  "es-ES": "Español",
  "pt-PT": "Português",
  "uk-UA": "Українська",
  "bn-BD": "বাংলা",
  "fa-IR": "فارسی",
  "it-IT": "Italiano",
  "ro-RO": "Română",
  "ru-RU": "Русский",
  "ta-IN": "தமிழ்",
  "tr-TR": "Türkçe",
  "ur-PK": "اردو",
  "zh-CN": "中文",
};
const SAID = {
  quiet: "youth.profile.dictate.quiet",
  listening: "youth.profile.dictate.listening",
  silent: "youth.profile.dictate.silent",
  refused: "youth.profile.dictate.refused",
  failed: "youth.profile.dictate.failed",
};
const REFUSED = ["not-allowed", "service-not-allowed", "audio-capture"];

const never = () => () => {};
const recognition = () => {
  const standalone = matchMedia("(display-mode: standalone)").matches && /iPhone|iPad/.test(navigator.userAgent);
  return standalone ? undefined : window.SpeechRecognition ?? window.webkitSpeechRecognition;
};
let chosen = "";

// As a keyboard writes: React hears of it.
const write = (field, text) => {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  const most = field.maxLength > 0 ? field.maxLength : undefined;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text.slice(0, most));
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

export const Dictate = ({ field, children }) => {
  const t_ = useT();
  const language = useLanguage();
  const there = useSyncExternalStore(never, () => Boolean(recognition()), () => false);
  const own = Object.keys(SPOKEN).find((tag) => tag.startsWith(language.slice(0, 2))) ?? "fr-FR";
  const [spoken, speak] = useState("");
  const [state, setState] = useState("quiet");
  const running = useRef(null);
  useEffect(() => () => running.current?.abort(), []);
  if (!there) return null;

  const stop = () => running.current?.stop();
  const start = () => {
    const input = document.getElementById(field);
    const before = input.value.trim();
    const session = new (recognition())();
    session.lang = spoken || chosen || own;
    session.interimResults = true;
    let heard = "";
    session.onresult = ({ results }) => {
      heard = [...results].map(([best]) => best.transcript).join(" ").trim();
      write(input, input instanceof HTMLTextAreaElement && before ? `${before} ${heard}` : heard);
    };
    session.onerror = ({ error }) => {
      if (error !== "aborted") setState(REFUSED.includes(error) ? "refused" : error === "no-speech" ? "silent" : "failed");
    };
    session.onend = () => {
      running.current = null;
      setState((was) => (was !== "listening" ? was : heard ? "quiet" : "silent"));
      if (heard) input.focus();
    };
    running.current = session;
    setState("listening");
    try {
      session.start();
    } catch {
      running.current = null;
      setState("failed");
    }
  };
  const listening = state === "listening";
  return (
    <div className="dictation">
      <button
        type="button"
        className="btn btn-outline"
        aria-pressed={listening}
        data-listening={listening ? "" : undefined}
        onClick={listening ? stop : start}
      >
        {children}
        <span>{listening ? t_("youth.profile.dictate.stop") : t_("youth.profile.dictate.start")}</span>
      </button>
      <select
        className="input select"
        aria-label={t_("youth.profile.dictate.language")}
        value={spoken || chosen || own}
        disabled={listening}
        onChange={({ target }) => {
          chosen = target.value;
          speak(target.value);
        }}
      >
        {[own, ...Object.keys(SPOKEN).filter((tag) => tag !== own)].map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {SPOKEN[tag]}
          </option>
        ))}
      </select>
      <p role="status" className="field-hint">
        {t_(SAID[state])}
      </p>
    </div>
  );
};
