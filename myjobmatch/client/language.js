// Telling the account which language is read here: once, until another is chosen here. A second page or phone of the
// same person, read in another language, tells its own: each answering the other would go on without end.
let here = "";
let told = false;

export const isNew = (account, language, kept) => {
  const read = `${account} ${language}`;
  if (read !== here) [here, told] = [read, false];
  if (told || kept === language) return false;
  told = true;
  return true;
};
