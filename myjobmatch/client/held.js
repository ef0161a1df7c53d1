// A value that a page's parts share outside the store: read by `useHeld`, changed by `set`.
import { useSyncExternalStore } from "react";

export const holder = (first) => {
  let value = first;
  const listeners = new Set();
  return {
    first: () => first,
    get: () => value,
    set: (next) => {
      value = next;
      listeners.forEach((listener) => listener());
    },
    subscribe: (listener) => listeners.add(listener) && (() => listeners.delete(listener)),
  };
};

// As the page was built it shows what was held first.
export const useHeld = (held) => useSyncExternalStore(held.subscribe, held.get, held.first);
