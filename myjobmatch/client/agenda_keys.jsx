// The calendar by the keyboard: a key presses the button that bears its name.
import { useEffect } from "react";

const KEYS = { ArrowLeft: "before", ArrowRight: "after", t: "today", n: "new", j: "day", d: "day", s: "week", w: "week", m: "month", Escape: "close" };
const TYPING = "input, select, textarea, [contenteditable], dialog[open]";

export const AgendaKeys = () => {
  useEffect(() => {
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target.closest?.(TYPING) && event.key !== "Escape") return;
      const name = KEYS[event.key];
      const button = name && document.querySelector(`[data-agenda="${name}"]`);
      if (!button) return;
      event.preventDefault();
      button.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return null;
};
