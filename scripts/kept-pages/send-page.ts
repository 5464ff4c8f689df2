import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { MadePage } from "./make-page";
import { newNonce, type PageTemplate } from "./page-template";

/** A page as it is sent. */
export interface SentPage extends Pick<MadePage, "status" | "headers"> {
  template: PageTemplate;
  /** The nonce with which it was made, which no answer has; undefined where it is sent as it was made. */
  madeWith: string | undefined;
  /** When it was made, by Date.now(), of one that is sent again. */
  madeAt?: number;
}

/** About the connection or the body of the one answer, and decided anew for each. */
const headersOfOne = new Set([
  ...["connection", "content-encoding", "content-length", "date", "keep-alive", "transfer-encoding"],
]);

/** The nonce that the policy of an answer allows. */
export function nonceIn(headers: OutgoingHttpHeaders): string | undefined {
  return /'nonce-([\w+/=]+)'/.exec(String(headers["content-security-policy"] ?? ""))?.[1];
}

/** Sends a page with a nonce of its own, compressed where the reader takes that. */
export async function sendPage(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { status, headers: ofPage, template, madeWith, madeAt }: SentPage,
): Promise<void> {
  const nonce = newNonce();
  const own = (value: string) => (madeWith === undefined ? value : value.replaceAll(madeWith, nonce));
  response.statusCode = status;
  for (const [name, value] of Object.entries(ofPage)) {
    if (value === undefined || headersOfOne.has(name)) continue;
    response.setHeader(name, Array.isArray(value) ? value.map(own) : own(String(value)));
  }
  response.setHeader("vary", varied(ofPage.vary));
  if (madeAt !== undefined) response.setHeader("age", Math.floor((Date.now() - madeAt) / 1000));
  const isText = /^text\/|json|xml/.test(String(ofPage["content-type"] ?? ""));
  const isZipped = isText && takesGzip(headers["accept-encoding"]);
  const body = isZipped ? await template.gzip(nonce) : template.plain(nonce);
  if (isZipped) response.setHeader("content-encoding", "gzip");
  response.setHeader("content-length", body.length);
  response.end(method === "HEAD" ? undefined : body);
}

function varied(vary: OutgoingHttpHeaders[string]): string {
  const told = vary === undefined ? "" : String(vary);
  return /accept-encoding/i.test(told) ? told : [told, "accept-encoding"].filter(Boolean).join(", ");
}

function takesGzip(accepted: string | string[] | undefined): boolean {
  const [, quality = "1"] = /(?:^|,)\s*gzip\s*(?:;\s*q=([\d.]+))?\s*(?:,|$)/.exec(String(accepted ?? "")) ?? [
    "",
    "0",
  ];
  return Number(quality) > 0;
}
