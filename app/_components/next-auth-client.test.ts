import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { signInLocally } from "./next-auth-client";

const site = "http://localhost:3000";

beforeEach(() => vi.stubGlobal("window", { location: { origin: site } }));
afterEach(() => vi.unstubAllGlobals());

/** The site's answers to the question for a form's token and to the form. */
function answering(token: unknown, form: unknown, status = 200): void {
  vi.stubGlobal("fetch", async (path: string) =>
    path === "/api/auth/csrf" ? Response.json(token) : Response.json(form, { status }),
  );
}

test("a sign-in is one where the site sends on, and says no error", async () => {
  answering({ csrfToken: "1" }, { url: `${site}/` });
  expect(await signInLocally("ada", "a pass phrase")).toEqual({ ok: true });
  answering({ csrfToken: "1" }, { url: `${site}/sign-in?error=CredentialsSignin` }, 401);
  expect(await signInLocally("ada", "a pass phrase")).toEqual({ ok: false, error: "CredentialsSignin" });
});

test("what the site refused, or could not do since its database was gone, is no sign-in", async () => {
  const sentence = "Try again in a moment.";
  const refused = { ok: false, error: "unreachable", sentence };
  for (const status of [429, 503]) {
    answering({ csrfToken: "1" }, { title: sentence, status }, status);
    expect(await signInLocally("ada", "a pass phrase")).toEqual(refused);
  }
  answering({ title: sentence }, {});
  expect(await signInLocally("ada", "a pass phrase")).toEqual(refused);
});

test("a form whose token the site does not know is no sign-in", async () => {
  answering({ csrfToken: "2" }, { url: `${site}/api/auth/signin?csrf=true` });
  expect(await signInLocally("ada", "a pass phrase")).toEqual({ ok: false, error: "unreachable" });
});
