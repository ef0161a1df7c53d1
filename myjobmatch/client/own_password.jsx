// One's own password: what may be done about it, and the form that changes it. What was typed stays in its fields until it is kept.
import { useEffect, useRef } from "react";
import { named } from "./hash.js";
import { holder, useHeld } from "./held.js";
import { send } from "./passkeys.js";

const nothing = { loaded: false, has: false, asked: false, refused: "", error: "", at: "", params: {}, busy: false, done: false, shown: false };
const held = holder(nothing);
const publish = (changed) => held.set({ ...held.get(), ...changed });
export const useOwnPassword = () => useHeld(held);

// Which field an error of the server is about; the others are told above.
const FIELD_OF = { password_wrong: "current_password", password_short: "new_password", password_common: "new_password" };
const failed = (error) => {
  const at = FIELD_OF[error.code] ?? "";
  publish({ busy: false, error: error.code ?? "unreachable", at, params: error.params ?? {} });
  if (at) document.getElementById(at)?.focus();
};

const load = async () => {
  const { has, asked, refused, minutes } = await send("GET", "/api/v1/password");
  publish({ loaded: true, has, asked, refused, params: { minutes } });
};

export const LoadOwnPassword = () => {
  const mark = useRef(null);
  useEffect(() => {
    publish(nothing);
    load().catch(failed);
    // Whoever comes by a notice is brought here: the page was drawn after its address was looked at.
    const card = mark.current.closest("[id]");
    if (card?.id && card.id === named(location.hash)) card.scrollIntoView();
  }, []);
  return <span ref={mark} hidden />;
};

export const showPassword = () => publish({ shown: !held.get().shown });

export const OwnPasswordForm = ({ children, ...rest }) => {
  const submit = async (event) => {
    event.preventDefault();
    if (held.get().busy) return;
    const form = event.currentTarget;
    const typed = new FormData(form);
    publish({ busy: true, error: "", at: "", done: false });
    try {
      await send("POST", "/api/v1/password", { current: typed.get("current_password") ?? "", password: typed.get("new_password") });
      form.reset();
      publish({ busy: false, done: true, shown: false });
      await load();
    } catch (error) {
      failed(error);
    }
  };
  return (
    <form method="post" onSubmit={submit} {...rest}>
      {children}
    </form>
  );
};
