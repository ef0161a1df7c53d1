// Before the first paint: the theme chosen (cookie), else the system's. A file of ours, so that the
// Content-Security-Policy needs no inline script for it.
(() => {
  const root = document.documentElement;
  // Pages of dynamic routes come without content, in any language: take the reader's.
  if ("anyLanguage" in root.dataset) {
    const language = /(?:^|; )mjm_lang=([a-z-]+)/.exec(document.cookie)?.[1] ?? navigator.language.split("-")[0];
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
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
