import { type NextRequest, NextResponse } from "next/server";
import { frameHeader } from "./app/frame-header";

/** React's development build evaluates strings, and its reload talks over a web socket and adds styles. */
const developing = process.env.NODE_ENV === "development";

/**
 * What a page may load and run: this site's own files, and inline scripts only with this answer's nonce, which
 * Next reads from the header and puts on its own. Style attributes are refused like any other inline style, so
 * widths and shades of data are SVG attributes and data attributes with rules of their own.
 */
function contentSecurityPolicy(nonce: string, embeddable: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ""}`,
    developing ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${developing ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    // What others may show on their own pages is published findings, read-only and without anybody's session.
    embeddable ? "frame-ancestors *" : "frame-ancestors 'none'",
  ].join("; ");
}

export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.getRandomValues(Buffer.alloc(16)).toString("base64");
  const embedded = request.nextUrl.pathname.startsWith("/embed/");
  const policy = contentSecurityPolicy(nonce, embedded);
  const headers = new Headers(request.headers);
  headers.set(frameHeader, embedded ? "none" : "site");
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// Pages alone: the API answers no HTML (next.config.js gives it a policy that allows nothing), and static files
// have no scripts to bless.
export const config = { matcher: ["/((?!api/|_next/static/|icon\\.svg$).*)"] };
