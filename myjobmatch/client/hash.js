// Letters written as "%", read; nothing where they are none ("%" alone).
export const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};

// What stands behind the sign "#" of an address, by its letters.
export const named = (hash) => decoded(hash.slice(1));
