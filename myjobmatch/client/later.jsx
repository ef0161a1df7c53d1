// What a page shows only once it is opened, its sheets: drawn when the page rests, or at the moment one of them is
// asked for (ui.js says so). The first card waits for none of it.
import { startTransition, useEffect, useState } from "react";

const REST_MS = 1200;
const whenIdle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: REST_MS }) : setTimeout(work));

export const Later = ({ children }) => {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const atOnce = () => setWanted(true);
    addEventListener("mjm-later", atOnce);
    const timer = setTimeout(() => whenIdle(() => startTransition(atOnce)), REST_MS);
    return () => {
      removeEventListener("mjm-later", atOnce);
      clearTimeout(timer);
    };
  }, []);
  return wanted ? children : null;
};
