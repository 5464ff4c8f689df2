import type { IncomingMessage } from "node:http";

export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** As much as a route takes of JSON (lib/http/route.ts). */
const maxPageBytes = 128 * 1024;

/** What a request is answered that never reaches Next; 204 where all that was asked for are the methods. */
export type Answered = 204 | 400 | 405 | 411 | 413 | 421;

/**
 * Judges what Next would answer with a fault of its own or take for something else: a method that it does not know, a
 * host or a path that is none, or more sent to a page than next.config.js lets it read (`proxyClientMaxBodySize`), of
 * which it would read a part. An absolute address of this host (RFC 9112, 3.2.2) is made the path that it means.
 */
export function judgeRequest(request: IncomingMessage): Answered | null {
  const { method = "", headers, rawHeaders } = request;
  if (!methods.includes(method)) return 405;
  const hosts = rawHeaders.filter((text, n) => n % 2 === 0 && text.toLowerCase() === "host");
  if (hosts.length > 1 || (headers.host !== undefined && !isHost(headers.host))) return 400;
  // Next writes a stack for what is no id of one of its actions.
  if (headers["next-action"] !== undefined && !/^[0-9a-f]+$/.test(String(headers["next-action"]))) return 400;
  if (request.url === "*") return method === "OPTIONS" ? 204 : 400;
  if (request.url && /^https?:\/\//i.test(request.url)) {
    if (!URL.canParse(request.url)) return 400;
    const { host, pathname, search } = new URL(request.url);
    if (host !== hostOf(headers.host ?? "")) return 421;
    request.url = pathname + search;
  }
  const { url = "" } = request;
  if (!url.startsWith("/") || !isText(url.split("?", 1)[0] ?? "")) return 400;
  // Routes read what they are sent themselves, each as much as it takes.
  if (url.startsWith("/api/")) return null;
  if (headers["transfer-encoding"] !== undefined) return 411;
  return Number(headers["content-length"] ?? 0) > maxPageBytes ? 413 : null;
}

function isHost(host: string): boolean {
  return /^(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::\d+)?$/i.test(host) && URL.canParse(`http://${host}`);
}

/** As URLs have it: in small letters, without the port that goes without saying. */
function hostOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).host : host;
}

function isText(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
