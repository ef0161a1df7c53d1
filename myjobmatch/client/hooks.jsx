// Small bridges between pages written in Python and the store.
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { useLanguage } from "$/utils/mjm/i18n";
import { buzz } from "./haptics.js";
import { named } from "./hash.js";
import { isNew } from "./language.js";
import { whenResting } from "./resting.js";
import { whenSeen } from "./seen.js";
import { act, celebrated, noticed, useStore } from "./store.js";

// The conversation that the address names (`/messages#id`), or null: the back button closes it.
export const useThread = () => {
  const { hash } = useLocation();
  const id = named(hash);
  return useStore().conversations.find((one) => one.id === id) ?? null;
};

// Once a page: hears from the server that the account changed, and opens the dialog of a match.
export const LivePhone = ({ seq }) => {
  const match = useStore().celebration?.id;
  useEffect(() => {
    if (seq > 0) noticed(seq);
  }, [seq]);
  useEffect(() => {
    const dialog = document.getElementById("celebration");
    if (!match || !dialog) return undefined;
    const closed = () => celebrated(match);
    dialog.addEventListener("close", closed, { once: true });
    // A dialog makes the whole page behind it inert: not while a card flies off, a finger is on its way to the next
    // one, or somebody writes.
    const leave = whenResting(() => {
      dialog.showModal();
      buzz([30, 60, 30, 60, 80]);
    });
    return () => {
      leave();
      dialog.removeEventListener("close", closed);
      if (dialog.open) dialog.close();
    };
  }, [match]);
  return null;
};

// Once a conversation: what is shown is read by who looks at it, and the last message is in sight.
export const ReadThread = () => {
  const thread = useThread();
  const end = useRef(null);
  const id = thread?.id;
  const unread = thread?.unread ?? 0;
  const count = thread?.messages.length ?? 0;
  // what comes while this waits for the network was not seen
  const until = thread?.messages.findLast((message) => !message.pending)?.id ?? "";
  useEffect(() => {
    return id && unread > 0 ? whenSeen(() => act("read", { conversation_id: id, until })) : undefined;
  }, [id, unread, until]);
  useEffect(() => {
    end.current?.scrollIntoView({ block: "end" });
  }, [id, count]);
  return <div ref={end} className="thread-end" />;
};

// The language read on this phone is the account's: labels of the catalogue and mails follow it.
export const KeepLanguage = () => {
  const language = useLanguage();
  const { ready, account, me } = useStore();
  useEffect(() => {
    if (ready && isNew(account, language, me.locale)) act("locale", { locale: language });
  }, [language, ready, account, me.locale]);
  return null;
};
