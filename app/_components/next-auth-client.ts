/** The few calls to next-auth that these pages make; its own client would double the script of the sign-in page. */

/** Where next-auth sends one on to; null where it answered with something else, or did not know the form's token. */
async function post(path: string, fields: Record<string, string>): Promise<URL | null> {
  try {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
    });
    const { url } = await response.json();
    // A refusal of ours has no address, and would be one of its own making.
    const next = typeof url === "string" ? new URL(url, window.location.origin) : null;
    return next?.searchParams.has("csrf") ? null : next;
  } catch {
    return null;
  }
}

export type SignInOutcome = { ok: true } | { ok: false; error: string };

/** Signs in with a local account. `error` is next-auth's own code, or "unreachable". */
export async function signInLocally(handle: string, password: string): Promise<SignInOutcome> {
  const url = await post("callback/local", { handle, password, callbackUrl: "/" });
  const error = url ? url.searchParams.get("error") : "unreachable";
  return error === null ? { ok: true } : { ok: false, error };
}

/** Where to go on to, to sign in at another site or to hear that an e-mail was sent; null if nothing answered. */
export async function beginSignIn(
  provider: string,
  callbackUrl: string,
  email?: string,
): Promise<URL | null> {
  return post(`signin/${provider}`, { callbackUrl, ...(email && { email }) });
}
