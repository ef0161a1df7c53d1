// The room's screen: asks for the code that holds now, shows it as long as it is the one, and lets it go
// when the network does: an old code on the wall would sign nobody.
import { useEffect, useRef, useState } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-workshops";

const AGAIN_MS = 3_000; // how many have signed is shown within this time
const MARGIN_MS = 150;

const useScreen = (session) => {
  const [shown, show] = useState({ state: "loading" });
  useEffect(() => {
    let timer = 0;
    let over = false;
    const look = async () => {
      let wait = AGAIN_MS;
      try {
        const asked = performance.now();
        const answer = await fetch(`/api/v1/workshops/${session}/screen`, { credentials: "same-origin", cache: "no-store" });
        if (over) return;
        if (answer.status === 401) return void location.assign("/connexion");
        if (!answer.ok) throw new Error(`${answer.status}`);
        const told = await answer.json();
        const stays = Math.max(0, told.stays_ms - (performance.now() - asked) / 2);
        show({ state: told.open ? "open" : "closed", until: performance.now() + stays, ...told });
        wait = Math.min(wait, stays + MARGIN_MS);
      } catch {
        if (over) return;
        show((before) => (before.state === "open" && before.until > performance.now() ? before : { ...before, state: "lost" }));
        wait = 1_500;
      }
      timer = setTimeout(look, wait);
    };
    look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [session]);
  return shown;
};

// Twenty seconds, drawn as a line that grows shorter.
const Line = ({ until, code }) => {
  const bar = useRef(null);
  useEffect(() => {
    const left = Math.max(0, until - performance.now());
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const from = left / 20_000;
    if (calm || !bar.current?.animate) return undefined;
    const run = bar.current.animate([{ transform: `scaleX(${from})` }, { transform: "scaleX(0)" }], { duration: left, fill: "forwards" });
    return () => run.cancel();
  }, [until, code]);
  return <div className="workshops-screen-line" aria-hidden="true"><span ref={bar} /></div>;
};

export const ScreenCode = ({ session }) => {
  const t_ = useT();
  const shown = useScreen(session);
  useEffect(() => {
    let lock = null;
    const hold = async () => {
      if (document.visibilityState === "visible") lock = await navigator.wakeLock?.request("screen").catch(() => null);
    };
    hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      lock?.release?.();
    };
  }, []);
  if (shown.state === "loading") return <p role="status">{t_("common.loading")}</p>;
  const open = shown.state === "open";
  return (
    <>
      <h1 dir="auto">{shown.title ?? ""}</h1>
      {shown.state === "lost" && <p className="banner tone-warn" role="status">{t_("workshops.screen_lost")}</p>}
      {shown.state === "closed" && (
        <p className="workshops-screen-note">
          {t_(new Date(shown.closes_at).getTime() < Date.now() ? "workshops.screen_over" : "workshops.screen_opens", { at: shown.opens_at })}
        </p>
      )}
      {open && (
        <div className="workshops-screen-code">
          <img src={shown.qr} alt={t_("workshops.screen_qr")} className="workshops-screen-qr" />
          <div className="workshops-screen-words">
            <ol>
              <li>{t_("workshops.screen_scan")}</li>
              <li>{t_("workshops.screen_type", { address: shown.address })}</li>
            </ol>
            <p className="workshops-screen-sign" translate="no" data-code={shown.code}>{shown.code}</p>
            <Line until={shown.until} code={shown.code} />
            <p className="soft">{t_("workshops.screen_changes")}</p>
          </div>
        </div>
      )}
      {shown.expected !== undefined && (
        <p className="workshops-screen-count" role="status">{t_("workshops.screen_count", { signed: shown.signed, expected: shown.expected })}</p>
      )}
      <button
        type="button"
        className="btn btn-quiet workshops-screen-full"
        onClick={() => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.())}
      >
        {t_("workshops.screen_full")}
      </button>
    </>
  );
};
