// Signing out: this device rings no more, and the session ends; without a network it ends with the first page that has
// one (assets/ui.js), before anything of it is read.
const LEFT = "mjm-left";
const PATIENCE_MS = 10_000;

export const hasLeft = () => {
  try {
    return localStorage.getItem(LEFT) !== null;
  } catch {
    return false;
  }
};

// What this page had asked before may reach the server after the session: the answer, to sign in, is for nobody
// (plugins/bundle.py). A page that the browser brings back begins anew.
export const hearNoMore = () => {
  window.mjmLeft = true;
  addEventListener("pageshow", (event) => event.persisted && location.reload());
};

// The server rings this device no more by itself, once the session is over; the browser forgets too.
export const ringNoMore = async () => {
  localStorage.removeItem("mjm-push");
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
};

// Where there is no network `after` says what the browser shows instead of `to`.
export const endSession = async (to, after) => {
  try {
    const options = { method: "DELETE", credentials: "same-origin", signal: AbortSignal.timeout?.(PATIENCE_MS) };
    const answer = await fetch("/api/v1/session", options);
    if (answer.status !== 204) throw new Error(`signing out answered ${answer.status}`);
    location.assign(to);
  } catch (error) {
    console.warn("the session ends later:", error?.message);
    try {
      localStorage.setItem(LEFT, "1");
    } catch {
      console.warn("this browser keeps nothing: the session is open until it expires");
    }
    after();
  }
};
