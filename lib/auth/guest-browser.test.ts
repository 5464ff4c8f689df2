import { afterEach, expect, test, vi } from "vitest";

const load = (siteUrl: string) => {
  vi.resetModules();
  vi.stubEnv("SITE_URL", siteUrl);
  vi.stubEnv("AUTH_SECRET", "a secret of more than thirty-two characters");
  return import("./guest-browser");
};
afterEach(() => vi.unstubAllEnvs());

test("where the site speaks TLS the secret goes over TLS alone, and no other host of the domain can set it", async () => {
  const { guestCookieHeader } = await load("https://commons.example.org");
  const header = guestCookieHeader("secret");
  expect(header).toMatch(/^__Host-circuit-commons.guest=secret; Path=\/;/);
  for (const attribute of ["Secure", "HttpOnly", "SameSite=lax"]) expect(header).toContain(attribute);
  expect(header).not.toContain("Domain");
});

test("where it does not, the cookie is kept all the same", async () => {
  const { guestCookieHeader } = await load("http://localhost:3000");
  expect(guestCookieHeader("secret")).toMatch(/^circuit-commons.guest=secret; /);
  expect(guestCookieHeader("secret")).not.toContain("Secure");
});

test("a browser that sent a secret is known by it, and one that sent none or another thing is given one when it is asked for", async () => {
  const { guestBrowser } = await load("http://localhost:3000");
  const known = guestBrowser("k".repeat(43));
  expect(known.secretHash()).toEqual(guestBrowser("k".repeat(43)).secretHash());
  expect(known.madeSecret()).toBeNull();
  for (const cookie of [undefined, "", "k".repeat(42), `${"k".repeat(42)};`]) {
    const browser = guestBrowser(cookie);
    expect(browser.madeSecret()).toBeNull();
    const hash = browser.secretHash();
    expect(browser.secretHash()).toEqual(hash);
    expect(guestBrowser(browser.madeSecret() ?? "").secretHash()).toEqual(hash);
  }
});
