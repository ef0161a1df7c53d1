// When nobody has touched the page for a moment: what opens by itself must not come under a finger.
const REST_MS = 700;
const LOOK_MS = 150;
const LOST_MS = 10_000; // a finger that left the window is not waited for any longer

let down = false;
let touched = -Infinity;
const hear = (kind, now) => {
  if (kind !== "keydown") down = kind === "pointerdown";
  touched = now;
};
export const resting = (now) => now - touched >= (down ? LOST_MS : REST_MS);
export const listenTo = (page) => {
  for (const kind of ["pointerdown", "pointerup", "pointercancel", "keydown"])
    page.addEventListener(kind, () => hear(kind, performance.now()), { capture: true, passive: true });
};
if (typeof window !== "undefined") listenTo(window);

// Runs `open` once the page rests and no other dialog lies on it; gives the way to stop waiting.
export const whenResting = (open) => {
  let timer = 0;
  const look = () => {
    if (resting(performance.now()) && !document.querySelector("dialog[open]")) open();
    else timer = setTimeout(look, LOOK_MS);
  };
  timer = setTimeout(look, LOOK_MS);
  return () => clearTimeout(timer);
};
