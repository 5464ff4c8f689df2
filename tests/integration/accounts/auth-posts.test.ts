import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...nextauth]/route";
import { GET as getSessions } from "@/app/api/v1/me/sessions/route";
import { guardAuth } from "@/lib/http/guard-auth";
import { call } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

function mailRequest(email: string, from: string, type = "application/x-www-form-urlencoded") {
  const body = type.includes("json") ? JSON.stringify({ email }) : new URLSearchParams({ email }).toString();
  const headers = { "content-type": type, "x-forwarded-for": from };
  return new NextRequest("http://localhost:3000/api/auth/signin/email", { method: "POST", headers, body });
}
const ask = (request: NextRequest, action = ["signin", "email"]) => guardAuth(request, action);

describe("what is posted to next-auth", () => {
  test("is refused beyond 16 KB, before next-auth reads it", async () => {
    const request = new NextRequest("http://localhost:3000/api/auth/signin/x", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "x".repeat(20_000),
    });
    const response = await POST(request, { params: Promise.resolve({ nextauth: ["signin", "x"] }) });
    expect(response.status).toBe(413);
    const log = await POST(mailRequest("a@b.example", "192.0.2.9"), {
      params: Promise.resolve({ nextauth: ["_log"] }),
    });
    expect(log.status).toBe(404);
  });

  test("is refused where it is JSON and no form, or at an address that is none of next-auth's", async () => {
    const json = { "content-type": "application/json" };
    for (const body of ["[[", "", "null", "3"]) {
      const request = new NextRequest("http://localhost:3000/api/auth/signin/x", {
        ...{ method: "POST", headers: json, body },
      });
      await expect(guardAuth(request, ["signin", "x"])).rejects.toMatchObject({ code: "invalid-input" });
    }
    for (const part of ["\0", "a b", "\r\nlocation:x", ""])
      await expect(ask(mailRequest("a@b.example", "192.0.2.9"), ["error", part])).rejects.toMatchObject({
        code: "not-found",
      });
  });

  test.each([
    ["lists in lists", "[".repeat(8_000) + "]".repeat(8_000)],
    ["objects in objects", `${'{"a":'.repeat(2_500)}1${"}".repeat(2_500)}`],
    ["keys", `{${Array.from({ length: 1_500 }, (_, n) => `"${n}":0`).join()}}`],
    ["a number of many digits", `{"email":${"1".repeat(16_000)}}`],
  ])("is weighed before it is parsed: %s", async (_, body) => {
    const headers = { "content-type": "application/json" };
    const request = new NextRequest("http://localhost:3000/api/auth/signin/x", {
      ...{ method: "POST", headers, body },
    });
    await expect(guardAuth(request, ["signin", "x"])).rejects.toMatchObject({
      ...{ code: "too-large", message: expect.stringMatching(/^The request's body is too much: it has /) },
    });
  });

  test.each(["http://%", "//evil.example", "javascript:alert(1)", "a", "%00", `/${"x".repeat(3000)}`])(
    "never has an address to return to that is none of this site's: %s",
    async (url) => {
      const query = `callbackUrl=${encodeURIComponent(url)}&callbackUrl=//evil.example&error=%0d%0ax&kept=1`;
      const request = new NextRequest(`http://localhost:3000/api/auth/session?${query}`);
      const { nextUrl } = await guardAuth(request, ["session"]);
      expect(nextUrl.search).toBe("?callbackUrl=%2F&kept=1");
    },
  );

  test("keeps an address to return to that is this site's, however the site is reached", async () => {
    const query = `callbackUrl=${encodeURIComponent("http://localhost:3000/runs/1?token=3")}`;
    const request = new NextRequest(`http://192.0.2.1:8080/api/auth/signin?${query}`);
    const { nextUrl } = await guardAuth(request, ["signin"]);
    expect(nextUrl.searchParams.get("callbackUrl")).toBe("/runs/1?token=3");
  });

  test("is refused after six hundred a minute from one address, a hundred and twenty where another site is asked, and no other", async () => {
    const come = (from: string, action = ["csrf"]) =>
      guardAuth(
        new NextRequest("http://localhost:3000/api/auth/csrf", { headers: { "x-forwarded-for": from } }),
        action,
      );
    for (let n = 0; n < 600; n++) await come("192.0.2.77");
    await expect(come("192.0.2.77")).rejects.toMatchObject({ code: "too-many-requests" });
    await come("192.0.2.78");
    for (let n = 0; n < 120; n++) await come("192.0.2.79", ["callback", "github"]);
    await expect(come("192.0.2.79", ["signin", "google"])).rejects.toMatchObject({
      code: "too-many-requests",
    });
    await come("192.0.2.79", ["callback", "local"]);
  });

  test("comes through with its body whole", async () => {
    expect(await (await ask(mailRequest("whole@example.org", "192.0.2.50"))).text()).toBe(
      "email=whole%40example.org",
    );
  });

  test("sends at most three e-mails an hour to one address, however it is written and whoever asks", async () => {
    for (let n = 0; n < 3; n++) await ask(mailRequest("Victim@example.org", `192.0.2.${10 + n}`));
    await expect(ask(mailRequest(" victim@example.org", "192.0.2.20"))).rejects.toMatchObject({
      code: "too-many-requests",
    });
    const json = mailRequest("victim@EXAMPLE.org", "192.0.2.21", "application/json");
    await expect(ask(json)).rejects.toMatchObject({ code: "too-many-requests" });
  });

  test("sends at most five an hour for one asker", async () => {
    for (let n = 0; n < 5; n++) await ask(mailRequest(`person-${n}@example.org`, "198.51.100.7"));
    await expect(ask(mailRequest("person-6@example.org", "198.51.100.7"))).rejects.toMatchObject({
      code: "too-many-requests",
    });
  });
});

test("a request without a session is told to sign in", async () => {
  expect((await call(getSessions)).status).toBe(401);
});
