// Signing in by a passkey, and the keys of whoever is signed in.
import { useEffect } from "react";
import { holder, useHeld } from "./held.js";
import { askPasskey, createPasskey, passkeysSupported, send, signInByPasskey } from "./passkeys.js";

const nothing = { supported: false, error: "", params: {}, busy: false, loaded: false, held: [], added: false, asked: false };
const held = holder(nothing);
const publish = (changed) => held.set({ ...held.get(), ...changed });
export const useKeys = () => useHeld(held);

const failed = (error) => publish({ busy: false, error: error.code ?? "unreachable", params: error.params ?? {} });

// On the sign-in page: keys are offered in the login field itself where the browser knows how.
export const OfferKeys = () => {
  useEffect(() => {
    publish({ ...nothing, supported: passkeysSupported() });
    if (!passkeysSupported()) return;
    const offer = async () => {
      if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
      const credential = await askPasskey({ conditional: true });
      const { home } = await send("POST", "/api/v1/session/passkey", { credential });
      location.assign(home);
    };
    // A page left, or another way taken, ends the offer: nothing to tell then.
    offer().catch((error) => error.code === "passkey_cancelled" || failed(error));
  }, []);
  return null;
};

export const signIn = async () => {
  publish({ busy: true, error: "" });
  try {
    const { home } = await signInByPasskey();
    location.assign(home);
  } catch (error) {
    failed(error);
  }
};

// --- the keys one has --------------------------------------------------------------------------

const load = async () => publish({ held: await send("GET", "/api/v1/passkeys"), loaded: true });

export const LoadKeys = () => {
  useEffect(() => {
    publish({ ...nothing, supported: passkeysSupported() });
    load().catch(failed);
  }, []);
  return null;
};

const deviceName = () => {
  const known = [[/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS/, "Mac"], [/Linux/, "Linux"]];
  return known.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? "";
};

// Long after signing in the password is asked for first: the form that asks stays until a key is there.
export const addKey = async (current = "") => {
  publish({ busy: true, error: "", added: false });
  try {
    const credential = await createPasskey("add", { current });
    await send("POST", "/api/v1/passkeys", { credential, name: deviceName() });
    await load();
    publish({ busy: false, added: true, asked: false });
  } catch (error) {
    if (error.code === "key_password") publish({ busy: false, asked: true });
    else failed(error);
  }
};

export const KeyPasswordForm = ({ children, ...rest }) => {
  const submit = (event) => {
    event.preventDefault();
    if (!held.get().busy) addKey(new FormData(event.currentTarget).get("key_password"));
  };
  return (
    <form method="post" onSubmit={submit} {...rest}>
      {children}
    </form>
  );
};

export const removeKey = async (id) => {
  publish({ busy: true, error: "", added: false });
  try {
    await send("DELETE", `/api/v1/passkeys/${id}`);
    await load();
    publish({ busy: false });
  } catch (error) {
    failed(error);
  }
};
