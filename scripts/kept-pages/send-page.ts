import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { MadePage } from "./make-page";
import { newNonce, type PageTemplate } from "./page-template";

/** A page as it is sent, with all decided that is the same for every reader. */
export interface SentPage {
  status: number;
  /** Each value in the parts between which a nonce stands. */
  headers: readonly (readonly [name: string, values: readonly (readonly string[])[]])[];
  isText: boolean;
  template: PageTemplate;
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

/** A page that was made with the nonce `madeWith`, which no answer has; undefined where it is sent as it was made. */
export function sentPage(
  { status, headers: ofPage }: Pick<MadePage, "status" | "headers">,
  template: PageTemplate,
  madeWith: string | undefined,
): SentPage {
  const parts = (value: string) => (madeWith === undefined ? [value] : value.split(madeWith));
  const headers = Object.entries(ofPage).flatMap(([name, value]) => {
    if (value === undefined || name === "vary" || headersOfOne.has(name)) return [];
    return [[name, [value].flat().map((each) => parts(String(each)))] as const];
  });
  return {
    status,
    headers: [...headers, ["vary", [[varied(ofPage.vary)]]]],
    isText: /^text\/|json|xml/.test(String(ofPage["content-type"] ?? "")),
    template,
  };
}

/** Sends a page with a nonce of its own, compressed where the reader takes that. */
export async function sendPage(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { status, headers: ofPage, isText, template, madeAt }: SentPage,
): Promise<void> {
  const nonce = newNonce();
  response.statusCode = status;
  for (const [name, values] of ofPage) {
    const [first = "", ...others] = values.map((parts) => parts.join(nonce));
    response.setHeader(name, others.length > 0 ? [first, ...others] : first);
  }
  if (madeAt !== undefined) response.setHeader("age", Math.floor((Date.now() - madeAt) / 1000));
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
