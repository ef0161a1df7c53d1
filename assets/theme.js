// Before the first paint: the theme chosen (cookie), else the system's. A file of ours, so that the
// Content-Security-Policy needs no inline script for it.
(() => {
  const root = document.documentElement;
  // Pages of dynamic routes come without content, in any language: take the reader's. The build wrote
  // on them which there are ({tag: [direction, tongue, spoken at desks]}) and how desks' addresses begin.
  if ("anyLanguage" in root.dataset) {
    const languages = JSON.parse(root.dataset.anyLanguage);
    const desk = root.dataset.desks.split(" ").some((one) => `${location.pathname}/`.startsWith(`${one}/`));
    const chosen = /(?:^|; )mjm_lang=([a-z-]+)/.exec(document.cookie)?.[1];
    const asked = [chosen, ...navigator.languages.map((tag) => tag.toLowerCase().split("-")[0])];
    const known = asked.find((tag) => tag in languages) ?? "fr";
    const language = desk && !languages[known][2] ? "fr" : known;
    [root.dir, root.lang] = languages[language];
    root.dataset.language = language;
  }
  const chosen = /(?:^|; )mjm_theme=(light|dark)/.exec(document.cookie)?.[1];
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const now = /(?:^|; )mjm_theme=(light|dark)/.exec(document.cookie)?.[1];
    root.dataset.theme = now ?? (system.matches ? "dark" : "light");
  };
  root.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
  system.addEventListener("change", apply);
})();
