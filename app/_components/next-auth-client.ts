/** The few calls to next-auth that these pages make; its own client would double the script of the sign-in page. */

/** Why somebody is not signed in: next-auth's own code or "unreachable", and where the site refused, its sentence. */
export interface NotSignedIn {
  error: string;
  sentence?: string;
}

/** Where next-auth sends one on to, or why it does not. */
async function post(path: string, fields: Record<string, string>): Promise<URL | NotSignedIn> {
  try {
    const token = await (await fetch("/api/auth/csrf")).json();
    if (!("csrfToken" in token)) return refusal(token);
    const response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...fields, csrfToken: token.csrfToken, json: "true" }),
    });
    const answer = await response.json();
    // A refusal of ours has no address, and would be one of its own making.
    if (typeof answer.url !== "string") return refusal(answer);
    const next = new URL(answer.url, window.location.origin);
    // The form's token was not known.
    return next.searchParams.has("csrf") ? { error: "unreachable" } : next;
  } catch {
    return { error: "unreachable" };
  }
}

/** What a problem response says (lib/http/problem.ts). */
function refusal({ title }: { title?: unknown }): NotSignedIn {
  return { error: "unreachable", ...(typeof title === "string" && { sentence: title }) };
}

export type SignInOutcome = { ok: true } | ({ ok: false } & NotSignedIn);

/** Signs in with a local account. */
export async function signInLocally(handle: string, password: string): Promise<SignInOutcome> {
  const answer = await post("callback/local", { handle, password, callbackUrl: "/" });
  if (!(answer instanceof URL)) return { ok: false, ...answer };
  const error = answer.searchParams.get("error");
  return error === null ? { ok: true } : { ok: false, error };
}

/** Where to go on to, to sign in at another site or to hear that an e-mail was sent, or why not. */
export async function beginSignIn(
  provider: string,
  callbackUrl: string,
  email?: string,
): Promise<URL | NotSignedIn> {
  return post(`signin/${provider}`, { callbackUrl, ...(email && { email }) });
}
