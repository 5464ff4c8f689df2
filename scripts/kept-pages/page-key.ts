import type { IncomingMessage } from "node:http";

/** What a page is made of besides its address, as far as the same is shown to every guest. */
export interface PageKey {
  key: string;
  url: string;
  headers: Record<string, string>;
}

/** Pages that are the same for many; of what is one person's own, of forms and of what runs on threads there is nothing to keep. */
const kept =
  /^\/(?:$|(?:features|models|findings|runs|circuits|collections|users|embed|docs|data\/labels)(?:\/|$))/;
const notKept =
  /^\/(?:circuits\/compare|collections\/mine|collections\/[^/]+\/edit|findings\/new|findings\/[^/]+\/edit)(?:\/|$)/;

/** What Next's router says of what it has already, by which the rest is made. */
const routerHeaders = [
  "rsc",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "next-url",
];

/** A key is kept too: nobody fills the memory with addresses. */
const maxKeyLength = 4_096;

/** Under what a request's answer is kept; null where it may be another for whoever else asks. */
export function pageKey({ method, url = "", headers }: IncomingMessage): PageKey | null {
  if (method !== "GET" && method !== "HEAD") return null;
  const [path = ""] = url.split("?", 1);
  if (!kept.test(path) || notKept.test(path) || headers["next-action"] !== undefined) return null;
  const { cookie = "" } = headers;
  // Whoever has a session, whether or not it opens anything.
  if (cookie.includes("session-token")) return null;
  const theme = /(?:^|;\s*)theme=(light|dark)\s*(?:;|$)/.exec(cookie)?.[1];
  const asked: Record<string, string> = {};
  for (const name of routerHeaders) {
    const value = headers[name];
    if (value !== undefined) asked[name] = String(value);
  }
  const key = JSON.stringify([url, theme, asked]);
  if (key.length > maxKeyLength) return null;
  return { key, url, headers: { ...asked, ...(theme && { cookie: `theme=${theme}` }) } };
}
