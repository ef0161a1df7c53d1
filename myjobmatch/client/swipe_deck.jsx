// A pile of cards under a finger. The template of a card is written in Python and given as children; it
// reads its card by `useCard`. A decided card flies off at once while the next one is already there.
import { buzz } from "./haptics.js";
import { createContext, startTransition, useContext, useEffect, useLayoutEffect, useRef, useState } from "react";

const Card = createContext(null);
export const useCard = () => useContext(Card);

const SLACK = 8;
const FAR = 0.3;
const FAST = 0.45;
const FLIGHT_MS = 260;
const MOST_TILT = 12;
const SAMPLE_MS = 90;

const PILE = 3;
const PATIENCE_MS = 500;
const whenIdle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: PATIENCE_MS }) : setTimeout(work, 100));

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const sign = (kind) => (kind === "like" ? 1 : -1);

// Writing a decision down draws the page anew: not in the frame in which the card lets go, but right after it, or at
// once when the page goes away.
const unwritten = [];
const writeDown = () => {
  for (const write of unwritten.splice(0)) write();
};
const SOON_MS = 60;
const afterFrame = (write) => {
  unwritten.push(write);
  requestAnimationFrame(() => setTimeout(writeDown));
  setTimeout(writeDown, SOON_MS); // a page that is not drawn has no frames
};
if (typeof document !== "undefined")
  for (const goes of ["pagehide", "visibilitychange"]) addEventListener(goes, writeDown, { capture: true });

// The deck on the page, for buttons that lie outside it.
let current = null;
export const swipe = (kind, detail) => current?.fly(kind, detail);
export const openTop = () => current?.open();

// The word that says what letting go would mean.
const stamp = (node, kind, pull) => {
  const { like, pass } = Object.fromEntries([...node.querySelectorAll(":scope > [data-stamp]")].map((one) => [one.dataset.stamp, one]));
  like.style.opacity = kind === "like" ? pull.toFixed(2) : "";
  pass.style.opacity = kind === "pass" ? pull.toFixed(2) : "";
};

const useDrag = (element, { active, decided, opened }) => {
  const latest = useRef({});
  latest.current = { decided, opened };
  useEffect(() => {
    const card = element.current;
    if (!card || !active) return undefined;
    let press = null;
    let frame = 0;

    // Nothing is read of the page here and nothing set that children inherit: a frame costs a transform.
    const place = () => {
      frame = 0;
      const { dx, dy } = press;
      const pull = Math.min(1, Math.abs(dx) / (press.width * FAR));
      const tilt = Math.max(-MOST_TILT, Math.min(MOST_TILT, dx / 18));
      card.style.transform = `translate3d(${dx}px, ${dy * 0.25}px, 0) rotate(${tilt}deg)`;
      stamp(card, dx > 0 ? "like" : "pass", pull);
      // One feels where letting go decides.
      if (pull >= 1 && !press.told) buzz(8);
      press.told = pull >= 1;
    };
    const settle = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      card.classList.remove("dragged");
      card.style.transform = "";
      stamp(card, "", 0);
      press = null;
    };
    const down = (event) => {
      if (!event.isPrimary || event.button !== 0) return;
      if (press) settle();
      press = { id: event.pointerId, x: event.clientX, y: event.clientY, dx: 0, dy: 0, trail: [], dragging: false, width: card.offsetWidth };
    };
    const move = (event) => {
      if (!press || event.pointerId !== press.id) return;
      // Let go where nobody told it: nothing is held any more.
      if (!event.buttons) return settle();
      press.dx = event.clientX - press.x;
      press.dy = event.clientY - press.y;
      if (!press.dragging) {
        if (Math.abs(press.dx) < SLACK || Math.abs(press.dx) < Math.abs(press.dy)) return;
        press.dragging = true;
        card.setPointerCapture(press.id);
        card.classList.add("dragged");
      }
      press.trail = [...press.trail.filter((one) => event.timeStamp - one.at < SAMPLE_MS), { at: event.timeStamp, x: event.clientX }];
      frame ||= requestAnimationFrame(place);
    };
    const up = (event) => {
      if (!press || event.pointerId !== press.id) return;
      const { dx, dy, trail, dragging } = press;
      if (!dragging) {
        const elsewhere = !card.contains(event.target) || event.target.closest("button, a, summary");
        press = null;
        if (!elsewhere && Math.hypot(dx, dy) < SLACK) latest.current.opened();
        return;
      }
      const first = trail[0];
      const speed = first && event.timeStamp > first.at ? (event.clientX - first.x) / (event.timeStamp - first.at) : 0;
      const far = Math.abs(dx) > press.width * FAR;
      const fast = Math.abs(speed) > FAST && Math.sign(speed) === Math.sign(dx) && Math.abs(dx) > 24;
      if (far || fast) {
        cancelAnimationFrame(frame);
        frame = 0;
        press = null;
        latest.current.decided(dx > 0 ? "like" : "pass");
      } else settle();
    };
    const cancel = (event) => press?.id === event.pointerId && settle();
    // A finger is held first by what it touched, and given over to the card.
    const lost = (event) => event.target === card && cancel(event);
    // A drag is not a click on what lies under the finger.
    const click = (event) => card.classList.contains("dragged") && event.preventDefault();

    card.addEventListener("pointerdown", down);
    card.addEventListener("pointermove", move);
    card.addEventListener("lostpointercapture", lost);
    // Before it is a drag the pointer may leave the card, and be let go anywhere.
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    card.addEventListener("click", click, true);
    card.addEventListener("dragstart", (event) => event.preventDefault());
    return () => {
      if (press && card.dataset.state !== "leaving") settle();
      cancelAnimationFrame(frame);
      card.removeEventListener("pointerdown", down);
      card.removeEventListener("pointermove", move);
      card.removeEventListener("lostpointercapture", lost);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", cancel);
      card.removeEventListener("click", click, true);
    };
  }, [active]);
};

const Layer = ({ card, depth, leaving, from, names, decided, opened, children }) => {
  const element = useRef(null);
  const top = depth === 0 && !leaving;
  useDrag(element, { active: top, decided, opened });
  useLayoutEffect(() => {
    const node = element.current;
    if (!leaving) {
      if (!node.style.transform) return undefined;
      node.style.transform = "";
      stamp(node, "", 0);
      node.classList.remove("dragged");
      return undefined;
    }
    stamp(node, leaving, 1);
    // From where the finger let go; in parts of the card's own width, so that nothing is measured.
    const transform = `translate3d(${sign(leaving) * 135}%, 24px, 0) rotate(${sign(leaving) * MOST_TILT}deg)`;
    const from = { transform: node.style.transform || "none", opacity: 1 };
    const flight = node.animate([from, { transform, opacity: 0.5 }], { duration: FLIGHT_MS, easing: "cubic-bezier(.3, .1, .7, .9)", fill: "forwards" });
    // Taken back before it was gone: the same node lies on the pile again, and must not stay away.
    return () => {
      flight.cancel();
      stamp(node, "", 0);
    };
  }, [leaving]);
  const state = leaving ? "leaving" : top ? "top" : "behind";
  return (
    <div
      ref={element}
      className="deck-card"
      data-state={state}
      data-depth={depth}
      data-from={from}
      role="group"
      aria-roledescription={names.card}
      aria-label={card.title}
      aria-hidden={!top}
      inert={!top && !leaving}
      tabIndex={top ? 0 : -1}
    >
      <Card.Provider value={card}>{children}</Card.Provider>
      <span className="deck-stamp deck-stamp-like" data-stamp="like" aria-hidden="true">{names.like}</span>
      <span className="deck-stamp deck-stamp-pass" data-stamp="pass" aria-hidden="true">{names.pass}</span>
    </div>
  );
};

// `cards` best first, each with `id` and `title`; `names` {deck, card, like, pass}; `decide(id, kind, detail)`,
// `undo()` and `open(id)` act on the store.
export const SwipeDeck = ({ cards, names, decide, undo, open, children }) => {
  const [flights, setFlights] = useState([]);
  const ways = useRef(new Map());
  const deck = useRef(null);
  // Decided here, not yet gone from the store: writing it down may take longer than the flight.
  const away = useRef(new Set());
  for (const id of away.current) if (!cards.some((card) => card.id === id)) away.current.delete(id);
  const flown = new Set(flights.map((flight) => flight.card.id));
  // The first card is drawn at once, those below it when the phone has a moment.
  const [most, setMost] = useState(1);
  useEffect(() => void whenIdle(() => startTransition(() => setMost(PILE))), []);
  const pile = cards.filter((card) => !flown.has(card.id) && !away.current.has(card.id)).slice(0, most);
  const top = pile[0];
  // The template is put into a card while it lies hidden at the bottom: a swipe then draws nothing new.
  const [drawn, setDrawn] = useState(new Set());
  const below = pile.map((card) => card.id).join(" ");
  useEffect(() => {
    const draw = () => startTransition(() => setDrawn(new Set(below.split(" "))));
    const timer = setTimeout(() => whenIdle(draw), FLIGHT_MS);
    return () => clearTimeout(timer);
  }, [below]);

  // The card that has the focus goes, or comes to lie behind, whatever the reason (a decision, one taken back, the end
  // of a flight): the one on top takes the focus over, once drawn.
  const drawnTop = useRef(top?.id);
  const follow = useRef(false);
  if (top?.id !== drawnTop.current && deck.current?.contains(document.activeElement)) follow.current = true;
  useLayoutEffect(() => {
    drawnTop.current = top?.id;
    if (!follow.current || !top) return;
    follow.current = false;
    deck.current?.querySelector('[data-state="top"]')?.focus({ preventScroll: true });
  }, [top?.id]);

  const back = () => {
    writeDown();
    undo();
  };
  const fly = (kind, detail = "") => {
    if (!top) return;
    const card = top;
    ways.current.set(card.id, kind);
    away.current.add(card.id);
    buzz(kind === "like" ? [10, 30, 10] : 10);
    if (calm()) return decide(card.id, kind, detail);
    setFlights((all) => [...all, { card, kind }]);
    setTimeout(() => setFlights((all) => all.filter((one) => one.card !== card)), FLIGHT_MS);
    afterFrame(() => decide(card.id, kind, detail));
  };
  current = { fly, back, open: () => top && open(top.id) };
  useEffect(() => () => {
    writeDown();
    current = null;
  }, []);

  useEffect(() => {
    const key = (event) => {
      const busy = event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [contenteditable]");
      if (busy || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
      const onControl = event.target instanceof Element && event.target.closest("button, a, summary");
      const acts = {
        ArrowRight: () => current?.fly("like"),
        ArrowLeft: () => current?.fly("pass"),
        ArrowUp: () => current?.open(),
        Backspace: () => current?.back(),
        u: () => current?.back(),
        U: () => current?.back(),
        ...(onControl ? {} : { Enter: () => current?.open() }),
      };
      const run = acts[event.key];
      if (!run || event.repeat) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);

  // In the order in which they were on top: no card is moved in the page, which would style and lay it out anew.
  const layers = [
    ...flights.map(({ card, kind }) => ({ card, depth: 0, leaving: kind })),
    ...pile.map((card, depth) => ({ card, depth, leaving: "" })),
  ];
  return (
    <section ref={deck} className="deck" aria-label={names.deck}>
      {layers.map(({ card, depth, leaving }) => (
        <Layer
          key={card.id}
          card={card}
          depth={depth}
          leaving={leaving}
          from={depth === 0 && !leaving ? ways.current.get(card.id) : undefined}
          names={names}
          decided={(kind) => fly(kind)}
          opened={() => open(card.id)}
        >
          {depth === 0 || drawn.has(card.id) ? children : <article className="offer-card" />}
        </Layer>
      ))}
    </section>
  );
};
