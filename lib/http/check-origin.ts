import type { NextRequest } from "next/server";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that another site's page asks for with the reader's cookies. Browsers say where a request
 * comes from (Sec-Fetch-Site, else Origin); callers that are no browser send neither and carry no cookies of one.
 */
export function checkOrigin(request: NextRequest): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  if (site) {
    if (site === "same-origin" || site === "none") return;
  } else {
    const origin = request.headers.get("origin");
    if (!origin || (URL.canParse(origin) && new URL(origin).host === expectedHost(request))) return;
  }
  throw foreign();
}

/**
 * The same for whoever sends a key too, and by the site's own name instead of the one that it was asked by: a page whose name was
 * made to lead here afterwards (DNS rebinding) is of the same origin to its browser. Without a `SITE_URL` the site is this machine's.
 */
export function checkOwnOrigin(request: NextRequest): void {
  checkOrigin(request);
  const origin = request.headers.get("origin");
  if (origin === null) return;
  const { SITE_URL } = env();
  const url = URL.canParse(origin) ? new URL(origin) : null;
  const isOwn = SITE_URL ? url?.host === new URL(SITE_URL).host : localNames.has(url?.hostname ?? "");
  if (!isOwn) throw foreign();
}

const localNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

function foreign(): AppError {
  return new AppError("forbidden", "This request comes from another site's page and was not carried out.");
}

function expectedHost(request: NextRequest): string | null {
  const { SITE_URL } = env();
  return SITE_URL ? new URL(SITE_URL).host : request.headers.get("host");
}
