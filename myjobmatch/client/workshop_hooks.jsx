// Workshops on the phone: the list parted by what it is to the reader, and signing by the code on the screen.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "react-router";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-errors";
import "$/utils/mjm/words-workshop";
import { ask, note, sync, useStore } from "./store.js";

const HALF_HOUR = 1_800_000;
const ASKED_FOR = 30 * 86_400_000;

const told = (one, now) => {
  const starts = new Date(one.starts_at).getTime();
  const ends = new Date(one.ends_at).getTime();
  const cancelled = one.session === "cancelled";
  return {
    pending: "",
    ...one,
    signed_at: one.signed_at ?? "",
    hours: one.minutes / 60,
    cancelled,
    late: new Date(one.enrol_until).getTime() < now,
    begun: starts <= now,
    over: ends + HALF_HOUR < now,
    signs: one.status === "enrolled" && !cancelled && one.presence !== "present" && starts - HALF_HOUR <= now && now <= ends + HALF_HOUR,
    asks: one.presence === "present" && ends <= now && now <= ends + ASKED_FOR && (one.liked === "" || one.liked_why === ""),
  };
};

const MINE = ["enrolled", "waiting", "invited"];

// Places are taken by others meanwhile: what is shown is asked anew whenever the page opens.
const refresh = async () => {
  const { status, body } = await ask("/api/v1/workshops");
  if (status === 200) note((state) => (state.account === body.account ? { ...state, workshops: body.workshops } : state));
};

export const useWorkshops = () => {
  const { workshops, now, ready, online, waiting } = useStore();
  useEffect(() => {
    if (ready && online && !waiting) refresh().catch(() => {});
  }, [ready, online]);
  return useMemo(() => {
    const all = (workshops ?? []).map((one) => told(one, now));
    const mine = all.filter((one) => !one.over && (MINE.includes(one.status) || one.pending));
    return {
      mine,
      offered: all.filter((one) => !one.begun && !one.cancelled && !mine.includes(one)),
      past: all.filter((one) => one.over && one.status === "enrolled").reverse(),
    };
  }, [workshops, now]);
};

// A code holds for seconds: it is sent at once, and never kept to be sent later.
const send = async (code) => {
  if (!navigator.onLine) return { state: "offline" };
  try {
    const { status, body } = await ask("/api/v1/workshops/sign", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ code }),
    });
    if (status === 200) return { state: "done", ...body };
    return { state: "refused", code: body.error ?? "malformed", params: body.params ?? {} };
  } catch {
    return { state: "offline" };
  }
};

export const SignPresence = () => {
  const t_ = useT();
  const { hash } = useLocation();
  const [shown, show] = useState({ state: "idle" });
  const field = useRef(null);
  const sign = useCallback(async (code) => {
    show({ state: "checking" });
    const answer = await send(code);
    show(answer);
    if (answer.state === "done") sync();
    else field.current?.focus();
  }, []);
  useEffect(() => {
    const code = hash.slice(1);
    if (!code) return;
    history.replaceState(history.state, "", location.pathname);
    sign(code);
  }, [hash]);
  if (shown.state === "done")
    return (
      <div className="workshop-signed" role="status">
        <svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22" /><path d="m14 25 7 7 14-15" /></svg>
        <h2>{t_("workshop.sign.done")}</h2>
        <p dir="auto">{t_("workshop.sign.done_text", { title: shown.title, at: shown.at })}</p>
        {shown.again && <p className="soft">{t_("workshop.sign.again")}</p>}
      </div>
    );
  const wrong = { offline: "workshop.sign.offline", refused: `error.${shown.code}` }[shown.state];
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        sign(field.current.value);
      }}
    >
      <div className="field">
        <label htmlFor="attendance-code" className="field-label">{t_("workshop.sign.code")}</label>
        <input
          ref={field}
          id="attendance-code"
          name="code"
          className="input workshop-code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck="false"
          maxLength={12}
          required
          dir="ltr"
          aria-describedby="attendance-wrong"
        />
      </div>
      <p id="attendance-wrong" role="alert" className="field-error">{wrong ? t_(wrong, shown.params ?? {}) : ""}</p>
      <button type="submit" className="btn btn-primary btn-wide" disabled={shown.state === "checking"}>
        {t_(shown.state === "checking" ? "workshop.sign.checking" : "workshop.sign.send")}
      </button>
    </form>
  );
};
