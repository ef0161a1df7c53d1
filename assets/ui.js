// Acts that need no server and no framework: opening and closing native dialogs, choosing a theme.
// (and saying at once that the network is gone). One listener for the whole document, so that any page written in Python can use data attributes.
// A dialog that is not drawn yet (client/later.jsx) is asked for, and opened once it is there.
const openDialog = (id, tries = 60) => {
  const dialog = document.getElementById(id);
  if (dialog) return dialog.open || dialog.showModal();
  dispatchEvent(new Event("mjm-later"));
  if (tries) setTimeout(openDialog, 16, id, tries - 1);
};
// One that is about one of several things is opened once the server has said that it is about this one.
const PATIENCE = 30_000;
let waiting = null;
const openAbout = (button, since = Date.now()) => {
  const { opens, about } = button.dataset;
  const over = waiting !== button || !button.isConnected || Date.now() - since > PATIENCE;
  const told = document.getElementById(opens)?.dataset.about === about;
  button.toggleAttribute("data-asking", !over && !told);
  if (!over && !told) return setTimeout(openAbout, 16, button, since);
  if (!over) openDialog(opens);
};
addEventListener("mjm-open", ({ detail }) => openDialog(detail));

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("[data-opens],[data-closes],[data-theme-choice],[data-prints]") : null;
  if (!target) {
    if (event.target instanceof HTMLDialogElement && "light" in event.target.dataset) event.target.close();
    return;
  }
  if (target.dataset.opens) {
    waiting = target;
    if (target.dataset.about === undefined) openDialog(target.dataset.opens);
    else openAbout(target);
  }
  if (target.dataset.closes !== undefined) target.closest("dialog")?.close();
  if (target.dataset.prints !== undefined) print();
  const choice = target.dataset.themeChoice;
  if (choice) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const dark = choice === "toggle" ? document.documentElement.dataset.theme !== "dark" : choice === "dark";
    document.cookie = `mjm_theme=${dark ? "dark" : "light"}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  }
});

const tellNetwork = () => document.documentElement.toggleAttribute("data-offline", !navigator.onLine);
addEventListener("online", tellNetwork);
addEventListener("offline", tellNetwork);
tellNetwork();

// Signing out at a desk: this browser's alerts end too (a phone's page sees to it itself, before it leaves).
document.addEventListener("submit", async (event) => {
  if (event.target.getAttribute("action") !== "/api/v1/session/end" || document.querySelector(".phone")) return;
  localStorage.removeItem("mjm-push");
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
});

// Signed out where there was no network (client/leaving.js): the session ends with the first page that has one.
const endLeft = async () => {
  const answer = await fetch("/api/v1/session", { method: "DELETE", credentials: "same-origin" });
  if (answer.status !== 204) return;
  localStorage.removeItem("mjm-left");
  if (document.querySelector(".phone")) location.assign("/connexion");
};
const hasLeft = () => {
  try {
    return localStorage.getItem("mjm-left") !== null;
  } catch {
    return false; // browsers that keep nothing
  }
};
if (hasLeft()) {
  const again = () => endLeft().catch(() => addEventListener("online", again, { once: true }));
  again();
}

// The browser's offer to install the app is kept until a page finds the moment (client/install.js).
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.mjmInstall = event;
  dispatchEvent(new Event("mjm-install"));
});
