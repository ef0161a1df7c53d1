// Files of messages: made fit on the phone, sent before their message, by an id made here so that the
// same again is the same. Loaded by the pages that talk, and by the outbox when a file waits in it.
import { newId } from "./ids.js";
import { smaller } from "./photos.js";

export const MOST_MB = 5;
const MOST_BYTES = MOST_MB * 1024 * 1024;
export const MOST_FILES = 5;
const PATIENCE = 5 * 60_000; // 5 MB on the slowest of networks
export const MOST_SECONDS = 60;
export const TAKEN = ".pdf,.png,.jpg,.jpeg,.webp,application/pdf,image/png,image/jpeg,image/webp";
const KINDS = { "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpeg", "image/webp": "webp" };

const plainName = (name) => name.replace(/\.(pdf|png|jpe?g|webp)$/i, "").slice(0, 100);

// A file as the outbox keeps it, or `{error, params}` where it is too big. What it truly is, the server says.
export const chosen = async (file) => {
  const fit = await smaller(file, MOST_BYTES).catch(() => file);
  if (fit.size > MOST_BYTES) return { error: "document_big", params: { most: MOST_MB } };
  if (!fit.size) return { error: "document_empty", params: {} };
  const type = fit.type || file.type;
  return { id: newId(), name: file.name, type, kind: KINDS[type] ?? "pdf", size: fit.size, data: await fit.arrayBuffer() };
};

export const recorded = async (blob, seconds, peaks) => ({
  id: newId(),
  name: "",
  type: blob.type,
  kind: "voice",
  size: blob.size,
  seconds,
  peaks,
  data: await blob.arrayBuffer(),
});

// What is shown of a file that waits; its bytes stay with the command.
export const shownFile = ({ id, kind, name, size, seconds = 0, peaks = [] }) => ({
  id,
  kind,
  name: plainName(name),
  size,
  scan: "none",
  url: "",
  seconds,
  peaks,
});

// Answers the server's view of it, or `{error, params}`; throws when the network went.
export const sendFile = async (account, file, signal) => {
  const query = new URLSearchParams({ name: file.name.slice(0, 200) });
  if (file.kind === "voice") query.set("voice", "yes");
  if (file.peaks?.length) query.set("peaks", file.peaks.join(","));
  const answer = await fetch(`/api/v1/attachments/${file.id}?${query}`, {
    method: "PUT",
    credentials: "same-origin",
    headers: { "content-type": "application/octet-stream", "x-mjm-account": account },
    body: file.data,
    signal,
  });
  if (answer.status === 413) return { error: "document_big", params: { most: MOST_MB } };
  if (answer.status === 201) return { view: await answer.json() };
  // What is no JSON was said by a filter on the way: the file waits.
  if ([403, 409, 422].includes(answer.status)) {
    const refusal = await answer.json();
    if (refusal.error !== "origin") return refusal;
  }
  throw new Error(`the file's upload answered ${answer.status}`);
};

// All files of a command, in order; null when they are there, else why not.
export const sendAll = async (account, files) => {
  for (const file of files) {
    const { error, params } = await sendFile(account, file, AbortSignal.timeout?.(PATIENCE));
    // Whoever signed in meanwhile is found out by the commands themselves.
    if (error === "account_changed") throw new Error("another account");
    if (error) return { code: error, params: params ?? {} };
  }
  return null;
};
