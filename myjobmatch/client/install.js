// Pure: when to offer the installation. After the first match or at the third visit, never at once; a
// "later" is respected for a month, the second one for good.
const MONTH = 30 * 86_400_000;
const VISITS = 3;
const MOST_ASKED = 2;

// `how`: what this browser lets one do: "prompt", "ios" (by hand), or "" for nothing.
export const installOffer = ({ how, install, matched, celebrating, now }) => {
  if (!how || install.done || celebrating) return "";
  if (install.asked >= MOST_ASKED || (install.asked && now - install.later < MONTH)) return "";
  return matched || install.visits >= VISITS ? how : "";
};
