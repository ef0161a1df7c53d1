// Runs `work` once the page is looked at: at once, or when it is next. Gives the way to stop waiting.
export const whenSeen = (work) => {
  const look = () => {
    if (document.visibilityState === "hidden") return;
    document.removeEventListener("visibilitychange", look);
    work();
  };
  document.addEventListener("visibilitychange", look);
  look();
  return () => document.removeEventListener("visibilitychange", look);
};
