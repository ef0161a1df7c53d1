// The keyboard of a desk's lists: j and k go from row to row, a letter presses the button that bears it.
// Rows bear `data-keyed-row` (and can have the focus), buttons `data-key="d"`; a button of the row at hand comes
// first, then one of the page. Nothing is heard while somebody types, or while a dialog is open.
import { useEffect } from "react";

const ROW = "[data-keyed-row]";
const rows = () => [...document.querySelectorAll(ROW)].filter((row) => row.offsetParent !== null);
const typing = (target) =>
  target instanceof Element && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])"));

// When the row at hand goes away, the one in its place is next.
const follow = (row, place) => {
  const watch = new MutationObserver(() => {
    if (row.isConnected) return;
    watch.disconnect();
    const left = rows();
    if (left.length && (document.activeElement === document.body || !document.activeElement?.isConnected)) left[Math.min(place, left.length - 1)].focus();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), 5000);
};

export const DeskKeys = () => {
  useEffect(() => {
    let place = -1;
    const press = (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (typing(event.target)) {
        // Escape leaves a field: what was typed in it stays, whatever the browser does with a search field's
        if (event.key === "Escape") {
          event.preventDefault();
          event.target.blur();
        } else if (event.key === "ArrowDown" && event.target.matches("input[type=search]")) {
          event.preventDefault();
          rows()[0]?.focus();
        }
        return;
      }
      const all = rows();
      const row = document.activeElement?.closest?.(ROW) ?? null;
      if (row) place = all.indexOf(row);
      if (event.key === "j" || event.key === "k") {
        if (!all.length) return;
        const next = row ? place + (event.key === "j" ? 1 : -1) : Math.max(0, Math.min(place, all.length - 1));
        all[Math.max(0, Math.min(next, all.length - 1))].focus();
        event.preventDefault();
        return;
      }
      if (event.key === "Enter" && document.activeElement !== row) return;
      const bears = `[data-key="${CSS.escape(event.key)}"]`;
      const pressed = row?.querySelector(bears) ?? document.querySelector(`${bears}:not(${ROW} *)`);
      if (!pressed || pressed.disabled) return;
      event.preventDefault();
      if (row) follow(row, place);
      if (pressed.matches("input:not([type=checkbox]), select")) pressed.focus();
      else pressed.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return null;
};
