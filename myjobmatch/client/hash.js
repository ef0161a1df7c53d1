// What stands behind the sign "#" of an address, by its letters; nothing where it is none ("%" alone).
export const named = (hash) => {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
};
