// One's own password: what may be done about it, and the form that changes it. What was typed stays in its fields until it is kept.
import { useEffect } from "react";
import { holder, useHeld } from "./held.js";
import { send } from "./passkeys.js";

const nothing = { loaded: false, has: false, asked: false, refused: "", error: "", params: {}, busy: false, done: false, shown: false };
const held = holder(nothing);
const publish = (changed) => held.set({ ...held.get(), ...changed });
export const useOwnPassword = () => useHeld(held);

const failed = (error) => publish({ busy: false, error: error.code ?? "unreachable", params: error.params ?? {} });

const load = async () => {
  const { has, asked, refused, minutes } = await send("GET", "/api/v1/password");
  publish({ loaded: true, has, asked, refused, params: { minutes } });
};

export const LoadOwnPassword = () => {
  useEffect(() => {
    publish(nothing);
    load().catch(failed);
  }, []);
  return null;
};

export const showPassword = () => publish({ shown: !held.get().shown });

export const OwnPasswordForm = ({ children, ...rest }) => {
  const submit = async (event) => {
    event.preventDefault();
    if (held.get().busy) return;
    const form = event.currentTarget;
    const typed = new FormData(form);
    publish({ busy: true, error: "", done: false });
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
