import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { startedSite } from "./support/site";

const site = startedSite();

/** Sends the first page's prompt form as a browser without JavaScript does, with these fields in place of its own. */
async function sendPromptForm(fields: Record<string, string>): Promise<{ status: number; html: string }> {
  const html = await (await fetch(site.address)).text();
  const [form = ""] = /<form\b[^>]*>(?:(?!<\/form>).)*<textarea.*?<\/form>/s.exec(html) ?? [];
  const sent = new FormData();
  for (const [input] of form.matchAll(/<input\b[^>]*>/g)) {
    const { name, value = "" } = Object.fromEntries(
      [...input.matchAll(/(name|value)="([^"]*)"/g)].map(([, key, text = ""]) => [key, unescaped(text)]),
    );
    if (name) sent.set(name, value);
  }
  for (const [name, value] of Object.entries(fields)) sent.set(name, value);
  const headers = { origin: site.address };
  const response = await fetch(site.address, { method: "POST", body: sent, headers, redirect: "manual" });
  return { status: response.status, html: await response.text() };
}

function unescaped(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}

test("a model's name that no text could be, sent without JavaScript, is answered beside the box", async () => {
  for (const model of ["\0", "storybook-4l\0", "x".repeat(5_000)]) {
    const { status, html } = await sendPromptForm({ model, text: "The cat sat." });
    expect(status, JSON.stringify(model.slice(0, 20))).toBe(200);
    expect(html).toMatch(/<p[^>]*role="alert"[^>]*>[^<]+<\/p>/);
  }
});

test("a text of as many characters as may be is read without JavaScript too, and a longer one answered beside the box", async () => {
  const whole = await sendPromptForm({ text: "word ".repeat(4_000) });
  expect(whole.status).toBe(200);
  expect(whole.html).toMatch(/4,00\d tokens, and 127 fit/);
  for (const length of [20_001, 100_000]) {
    const { status, html } = await sendPromptForm({ text: "x".repeat(length) });
    expect(status, `${length}`).toBe(200);
    expect(html).toContain("at most 20,000 can be sent");
  }
  expect((await sendPromptForm({ text: "x".repeat(3_000_000) })).status).toBe(413);
});

test("prompts sent without JavaScript count against the same limit a minute as those with it", async () => {
  const ask = () => sendPromptForm({ text: "Tim had a red ball." });
  expect((await ask()).status).toBe(303);
  for (let sent = 0; sent < 60; sent++)
    await fetch(`${site.address}/api/v1/runs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "storybook-4l", text: "Tim had a red ball." }),
    });
  expect((await ask()).html).toContain("That was too often.");
});

const elsewhere = [
  ...["http://%", "//evil.example", "https://evil.example/x", "javascript:alert(1)", "/\\evil.example", "a"],
  ...["\0", "/\0", `/${"x".repeat(8_000)}`, "/\r\nlocation: https://evil.example"],
];

test.each(elsewhere.map((url) => [JSON.stringify(url.slice(0, 40)), url]))(
  "an address to return to that is none of this site's leads nowhere else: %s",
  async (_, url = "") => {
    const asked = `callbackUrl=${encodeURIComponent(url)}`;
    const cookie = `next-auth.callback-url=${encodeURIComponent(url.slice(0, 3_000))}`;
    for (const query of [
      asked,
      `${asked}&${asked}`,
      `callbackUrl=a&${asked}`,
      `error=${encodeURIComponent(url)}`,
    ])
      for (const page of [
        "/sign-in",
        "/sign-up",
        "/api/auth/signin",
        "/api/auth/signout",
        "/api/auth/error",
        "/api/auth/session",
      ]) {
        const { status, headers } = await fetch(`${site.address}${page}?${query}`, {
          ...{ redirect: "manual", headers: { cookie } },
        });
        expect(status, `${page}?${query.slice(0, 60)}`).toBeLessThan(500);
        expect(new URL(headers.get("location") ?? "/", site.address).origin).toBe(site.address);
      }
  },
);

test("signing in with such an address ends at the first page, and the browser is known from then on", async () => {
  const account = { handle: "hostile-hilda", password: "a few words together" };
  const made = await fetch(`${site.address}/api/v1/accounts`, {
    ...{ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(account) },
  });
  expect(made.status).toBe(201);
  for (const callbackUrl of elsewhere.slice(0, 4)) {
    const csrf = await fetch(`${site.address}/api/auth/csrf`);
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
    const signedIn = await fetch(`${site.address}/api/auth/callback/local`, {
      method: "POST",
      headers: {
        cookie: csrf.headers
          .getSetCookie()
          .map((set) => set.split(";")[0])
          .join("; "),
      },
      body: new URLSearchParams({ ...account, csrfToken, callbackUrl, json: "true" }),
    });
    expect(await signedIn.json()).toEqual({ url: `${site.address}/` });
    const [browser = ""] = signedIn.headers
      .getSetCookie()
      .filter((set) => set.startsWith("circuit-commons.browser="));
    expect(browser).toMatch(/^circuit-commons\.browser=[\w-]{43};.*httponly/i);
  }
  expect(await site.query('select count(*)::int as places from "SignInPlace"')).toEqual([{ places: 5 }]);
});

/** Every page's address, each of its parameters being `value`. */
function pagesWith(value: string): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) =>
      path
        .dirname(file)
        .split(path.sep)
        .filter((folder) => !/^\(.*\)$|^\.$/.test(folder))
        .map((folder) => (folder.startsWith("[") ? value : folder)),
    )
    .map((folders) => `/${folders.join("/")}`);
}

const queryNames = [
  ...["token", "scope", "kind", "layer", "feature", "node", "view", "saved", "circuit", "a", "b", "show"],
  ...["callbackUrl", "error", "sent", "cursor", "after", "page"],
];

test.each([
  ["a NUL", "%00"],
  ["half a character", "%ED%A0%80"],
  ["bytes that are no text", "%FF"],
  ["very much", "x".repeat(4_000)],
  ["a path", "..%2F..%2Fetc"],
])("no page answers %s in its address with a fault", async (_, value) => {
  const twice = queryNames.flatMap((name) => [`${name}=${value}`, `${name}=${value}`]).join("&");
  const once = queryNames.map((name) => `${name}=${value.slice(0, 400)}`).join("&");
  const run = await (await fetch(site.address)).text();
  const paths = [
    ...pagesWith(value),
    ...pagesWith("storybook-4l"),
    /\/runs\/[0-9a-f-]{36}/.exec(run)?.[0] ?? "",
    /\/circuits\/[0-9a-f-]{36}/.exec(run)?.[0] ?? "",
  ];
  for (const page of paths)
    for (const query of ["", `?${once}`, `?${twice.slice(0, 12_000)}`]) {
      const { status } = await fetch(site.address + page + query, { redirect: "manual" });
      expect(status, `${page.slice(0, 100)}${query.slice(0, 40)}`).toBeLessThan(500);
    }
});
