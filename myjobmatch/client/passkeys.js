// Passkeys: what the browser's authenticator is asked, and its answer as JSON. Challenges stay with the server.
const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

export const passkeysSupported = () => typeof window !== "undefined" && "PublicKeyCredential" in window && isSecureContext;

// A JSON request to us: the answer's body, or an error that carries the code and its values.
export const send = async (method, url, body) => {
  const headers = { accept: "application/json", ...(body && { "content-type": "application/json" }) };
  const answer = await fetch(url, { method, headers, credentials: "same-origin", cache: "no-store", body: body && JSON.stringify(body) });
  const json = answer.headers.get("content-type")?.startsWith("application/json");
  const said = json ? await answer.json() : {};
  if (answer.ok && (json || answer.status === 204)) return said;
  throw Object.assign(new Error(said.error ?? "unreachable"), { code: said.error ?? "unreachable", params: said.params ?? {} });
};

const options = async (purpose, { login = "", current = "" } = {}) => {
  const asked = await send("POST", "/api/v1/passkeys/options", { purpose, login, current });
  const named = (list = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }));
  return {
    ...asked,
    challenge: toBytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: toBytes(asked.user.id) } }),
    excludeCredentials: named(asked.excludeCredentials),
    allowCredentials: named(asked.allowCredentials),
  };
};

// Older browsers have no `toJSON`.
const written = (credential) => {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) parts[name] = toText(response[name]);
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  });
};

// A refusal of the device, or of the hand that holds it, is told as one: what exactly it was stays there.
const told = (error) => {
  if (error.code && typeof error.code === "string") throw error;
  throw Object.assign(new Error("passkey_cancelled"), { code: "passkey_cancelled", params: {} });
};

// `typed`: the login of an account that is about to be made, or the password where another key takes it.
export const createPasskey = async (purpose, typed) => {
  const { allowCredentials, ...publicKey } = await options(purpose, typed);
  return navigator.credentials.create({ publicKey }).then(written, told);
};

let waiting = null;
export const askPasskey = async ({ conditional = false } = {}) => {
  waiting?.abort();
  const { excludeCredentials, user, ...publicKey } = await options("sign_in");
  waiting = new AbortController();
  const mediation = conditional ? { mediation: "conditional" } : {};
  return navigator.credentials.get({ publicKey, signal: waiting.signal, ...mediation }).then(written, told);
};

export const signInByPasskey = async (options) => {
  const credential = await askPasskey(options);
  return send("POST", "/api/v1/session/passkey", { credential });
};
