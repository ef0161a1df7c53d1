// Telling the account which language is read here: when it is chosen here, and when a page opens in another than the
// account's. What another phone chose meanwhile stays: a page that happens to be open does not take it back.
let here = "";

export const isNew = (account, language, kept) => {
  const read = `${account} ${language}`;
  if (read === here) return false;
  here = read;
  return kept !== language;
};
