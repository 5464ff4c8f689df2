import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { pageKey } from "./page-key";

function asked(url: string, headers: Record<string, string> = {}, method = "GET") {
  return pageKey(Object.assign(new IncomingMessage(new Socket()), { url, headers, method }));
}

test("pages that every guest is shown alike are kept, a member's and anybody's own are not", () => {
  for (const url of [
    "/",
    "/?x=1",
    "/features",
    "/features/m/attn/1/2?band=1",
    "/models/m",
    "/findings/1",
    "/runs/1",
  ])
    expect([url, asked(url)?.url]).toEqual([url, url]);
  for (const url of [
    "/settings",
    "/sign-in",
    "/sign-up?next=/",
    "/imports",
    "/imports/1",
    "/api/v1/runs",
    "/featuresque",
  ])
    expect([url, asked(url)]).toEqual([url, null]);
  for (const url of ["/circuits/compare?a=1", "/findings/new", "/findings/1/edit", "/_next/static/x.js"])
    expect([url, asked(url)]).toEqual([url, null]);
  for (const name of [
    "next-auth.session-token",
    "__Secure-next-auth.session-token",
    "next-auth.session-token.0",
  ])
    expect(asked("/", { cookie: `theme=dark; ${name}=made-up` })).toBeNull();
  expect(asked("/", {}, "POST")).toBeNull();
  expect(asked("/", { "next-action": "1" })).toBeNull();
});

test("of a request nothing reaches the page but its address, the theme and what the router has", () => {
  const headers = {
    ...{
      cookie: "theme=dark; circuit-commons.guest=secret",
      "x-forwarded-for": "10.1.2.3",
      host: "evil.example",
    },
    ...{ "user-agent": "somebody", "accept-language": "de", "x-middleware-subrequest": "proxy", rsc: "1" },
  };
  expect(asked("/features?q=%20a", headers)?.headers).toEqual({ cookie: "theme=dark", rsc: "1" });
  expect(asked("/features?q=%20a", headers)?.url).toBe("/features?q=%20a");
});

test("what makes another page is another key, and what does not is the same", () => {
  const key = (url: string, headers = {}) => asked(url, headers)?.key;
  const ways = [
    ...[key("/"), key("/?a"), key("/", { cookie: "theme=dark" }), key("/", { cookie: "theme=light" })],
    ...[key("/", { rsc: "1" }), key("/", { rsc: "1", "next-router-state-tree": "x" })],
    ...[key("/", { rsc: "1", "next-router-prefetch": "1" }), key("/", { rsc: "1", "next-url": "/runs" })],
  ];
  expect(new Set(ways).size).toBe(ways.length);
  expect(key("/", { cookie: "theme=system; circuit-commons.guest=x; other=1" })).toBe(key("/"));
  expect(key("/", { cookie: "no-theme=dark" })).toBe(key("/"));
  expect(key(`/?${"x".repeat(5_000)}`)).toBeUndefined();
});
