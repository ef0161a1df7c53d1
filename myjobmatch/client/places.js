// The four places of the bottom bar open without network once the first is open: their scripts are
// fetched one by one, at leisure, and not before what was asked for is drawn.
const PLACES = ["decouvrir", "mes-offres", "messages", "mon-espace", "mon-espace/rendez-vous", "mes-offres/suivi", "mes-offres/ajouter"];
const SOON = 1000;
const idle = () => new Promise((done) => (window.requestIdleCallback ? requestIdleCallback(done, { timeout: SOON }) : setTimeout(done)));
export const fetchPlaces = async () => {
  await new Promise((done) => setTimeout(done, SOON));
  for (const { path, module } of Object.values(window.__reactRouterManifest?.routes ?? {})) {
    if (!PLACES.includes(path)) continue;
    await idle();
    await import(/* @vite-ignore */ module).catch(() => {});
  }
  performance.mark("mjm-places");
};
