// One's own data: the copy to take along, and the account's erasure. What was typed stays in its fields until it is done.
import { useEffect, useRef } from "react";
import { decoded } from "./hash.js";
import { holder, useHeld } from "./held.js";
import { passkeysSupported, send, signInByPasskey } from "./passkeys.js";
import { leaveForGood, sync, useStore } from "./store.js";

const ADDRESS = "/api/v1/own-data";
const nothing = {
  loaded: false, asked: false, old: false, demo: false, erasure: null, by_key: false,
  at: "", error: "", params: {}, missing: "", busy: "", done: "", shown: false,
  share: 0, file: "", name: "",
};
const held = holder(nothing);
const publish = (changed) => held.set({ ...held.get(), ...changed });

// Without a network what the phone was told last stands.
export const useOwnData = () => {
  const own = useHeld(held);
  const { me } = useStore();
  return own.loaded ? own : { ...own, erasure: me.erasure ?? null };
};

const failed = (at) => (error) => {
  const told = typeof error.code === "string";
  if (!told) console.warn("no answer:", error?.message);
  publish({ busy: "", at, error: told ? error.code : "unreachable", params: error.params ?? {}, missing: error.code === "password_wrong" ? "wrong" : "" });
};

const load = async () => {
  const { minutes, ...own } = await send("GET", ADDRESS);
  publish({ loaded: true, by_key: passkeysSupported(), params: { minutes }, ...own });
};

export const loadOwnData = () => {
  publish({ at: "", error: "" });
  return load().catch(failed("load"));
};

// Once a page; again when the network is back, and when another device or an advisor changed what waits.
export const LoadOwnData = () => {
  const { online, me } = useStore();
  const due = me.erasure?.due_on ?? "";
  useEffect(() => {
    if (online) loadOwnData();
  }, [online, due]);
  useEffect(() => {
    publish(nothing);
    return () => held.get().file && URL.revokeObjectURL(held.get().file);
  }, []);
  return null;
};

export const showOwnPassword = () => publish({ shown: !held.get().shown });

// Whoever has no password shows a key of theirs again.
export const proveByKey = async () => {
  if (held.get().busy) return;
  publish({ busy: "key", at: "", error: "" });
  await signInByPasskey().then(() => location.reload(), failed("key"));
};

// What of a form is not there yet: it is told beside the field, and the field is where one goes on.
const lacks = (at, form, fields) => {
  const missing = fields.find((name) => {
    const field = form.elements.namedItem(name);
    return field && !(field.type === "checkbox" ? field.checked : field.value);
  });
  if (!missing) return false;
  publish({ at, error: "", missing: missing.endsWith("password") ? "empty" : "unticked" });
  form.elements.namedItem(missing).focus();
  return true;
};

const attempt = (at, form, work) => {
  publish({ busy: at, at, error: "", missing: "", done: "", share: 0 });
  return work().catch((error) => {
    failed(at)(error);
    if (error.code === "password_wrong") form.elements.namedItem(`${at}_password`)?.select();
  });
};

// --- the copy --------------------------------------------------------------------------------------

const nameOf = (answer) => {
  const told = answer.headers.get("content-disposition") ?? "";
  const [, letters] = /filename\*=UTF-8''([^;]+)/i.exec(told) ?? [];
  const [, plain] = /filename="?([^";]+)"?/i.exec(told) ?? [];
  return decoded(letters ?? "") || plain || "my-job-match.zip";
};

const arriving = async (answer) => {
  const total = Number(answer.headers.get("content-length"));
  const reader = answer.body.getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (total) publish({ share: Math.min(100, Math.round((100 * size) / total)) });
  }
  return new Blob(parts, { type: "application/zip" });
};

const fetchCopy = async (password) => {
  const headers = { accept: "application/json, application/zip", "content-type": "application/json" };
  const options = { method: "POST", headers, credentials: "same-origin", cache: "no-store", body: JSON.stringify({ password }) };
  const answer = await fetch(`${ADDRESS}/copy`, options);
  const kind = answer.headers.get("content-type") ?? "";
  if (answer.ok && kind.startsWith("application/zip")) return { name: nameOf(answer), file: await arriving(answer) };
  const { error = "unreachable", params = {} } = kind.startsWith("application/json") ? await answer.json() : {};
  throw Object.assign(new Error(error), { code: error, params });
};

const save = ({ file, name }) => Object.assign(document.createElement("a"), { href: file, download: name }).click();

export const saveAgain = () => save(held.get());

export const CopyForm = ({ children, ...rest }) => {
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (held.get().busy || lacks("copy", form, ["copy_password"])) return;
    attempt("copy", form, async () => {
      const { name, file } = await fetchCopy(new FormData(form).get("copy_password") ?? "");
      if (held.get().file) URL.revokeObjectURL(held.get().file);
      form.reset();
      publish({ busy: "", done: "copied", shown: false, name, file: URL.createObjectURL(file) });
      saveAgain();
    });
  };
  return (
    <form method="post" noValidate onSubmit={submit} {...rest}>
      {children}
    </form>
  );
};

// --- the erasure -----------------------------------------------------------------------------------

const GOODBYE = "/au-revoir";

const ask = async (form, waits) => {
  const typed = new FormData(form);
  const now = waits || typed.get("when") === "now";
  const erasure = await send("POST", `${ADDRESS}/erasure`, { password: typed.get("erase_password") ?? "", now });
  if (now) return leaveForGood(GOODBYE);
  form.reset();
  form.closest("dialog")?.close();
  publish({ busy: "", done: "asked", shown: false, erasure });
  return sync();
};

export const EraseForm = ({ waits, children, ...rest }) => {
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (held.get().busy || lacks("erase", form, ["erase_password", "erase_sure"])) return;
    attempt("erase", form, () => ask(form, waits));
  };
  return (
    <form method="post" noValidate onSubmit={submit} {...rest}>
      {children}
    </form>
  );
};

export const keepAccount = async () => {
  if (held.get().busy) return;
  publish({ busy: "keep", at: "keep", error: "", done: "" });
  try {
    await send("DELETE", `${ADDRESS}/erasure`);
    publish({ busy: "", done: "kept", erasure: null });
    sync();
  } catch (error) {
    failed("keep")(error);
  }
};

// What became of the account is told at the top: the eye and the screen reader go there.
export const WhatBecame = ({ children, ...rest }) => {
  const { done } = useHeld(held);
  const here = useRef(null);
  useEffect(() => {
    if (done === "asked" || done === "kept") here.current?.focus();
  }, [done]);
  return (
    <div ref={here} tabIndex={-1} {...rest}>
      {children}
    </div>
  );
};
