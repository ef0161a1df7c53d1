// What a form says of what was answered, by its key: it is said once its words are there, in the language of the moment.
import { useState } from "react";

// `[text, tell]`: `tell(key, params)`, or `tell()` for nothing any more.
export const useTold = (t_) => {
  const [said, say] = useState(null);
  return [said ? t_(...said) : "", (key, params) => say(key ? [key, params] : null)];
};
