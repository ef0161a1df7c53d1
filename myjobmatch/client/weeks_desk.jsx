// The week at a desk: keys for the list of what waits, and the screen at reception.
import { useEffect, useState } from "react";
import { useT } from "$/utils/mjm/i18n";
import "$/utils/mjm/words-weeks";

const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea, dialog, [contenteditable]");

// j and k go through the list, x chooses, v validates what is chosen.
export const WeekKeys = () => {
  useEffect(() => {
    const key = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element) || typing(event.target)) return;
      const boxes = [...document.querySelectorAll("[data-week-choice]")];
      const place = boxes.indexOf(document.activeElement);
      if (event.key === "j" || event.key === "k") {
        const next = place < 0 ? 0 : place + (event.key === "j" ? 1 : -1);
        boxes[Math.max(0, Math.min(boxes.length - 1, next))]?.focus();
      } else if (event.key === "x" && place >= 0) boxes[place].click();
      else if (event.key === "v") document.querySelector("[data-week-validate]:not(:disabled)")?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  return null;
};

const MARGIN_MS = 150;
const LOST_MS = 2_000;

// The code of now, as a picture and to be typed; gone when the network is: an old one would sign nobody.
export const ReceptionScreen = () => {
  const t_ = useT();
  const [shown, show] = useState({ state: "loading" });
  useEffect(() => {
    let timer = 0;
    let over = false;
    const look = async () => {
      let wait = LOST_MS;
      try {
        const answer = await fetch("/api/v1/reception", { credentials: "same-origin", cache: "no-store" });
        if (over) return;
        if (answer.status === 401) return void location.assign("/connexion");
        if (!answer.ok) throw new Error(String(answer.status));
        const told = await answer.json();
        show({ state: "open", ...told });
        wait = told.stays_ms + MARGIN_MS;
      } catch {
        if (over) return;
        show({ state: "lost" });
      }
      timer = setTimeout(look, wait);
    };
    look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);
  if (shown.state !== "open") return <p role="status" className="weeks-screen-state">{t_(shown.state === "lost" ? "weeks.reception.lost" : "weeks.reception.loading")}</p>;
  return (
    <div className="weeks-screen">
      <img src={shown.qr} alt={t_("weeks.reception.picture")} className="weeks-screen-qr" width="320" height="320" />
      <p className="weeks-screen-code" dir="ltr">{shown.code.slice(0, 4)} {shown.code.slice(4)}</p>
      <div key={shown.code} className="weeks-screen-line" aria-hidden="true"><span ref={(bar) => shrink(bar, shown.stays_ms)} /></div>
    </div>
  );
};

const shrink = (bar, left) => {
  if (!bar?.animate || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  bar.animate([{ transform: `scaleX(${left / 20_000})` }, { transform: "scaleX(0)" }], { duration: left, fill: "forwards" });
};
