/**
 * The address a request came from. scripts/web.ts sets the header itself from the socket, or, where TRUST_PROXY
 * says so, leaves what the proxy wrote; the last entry is the one nobody further out could have made up.
 */
export function clientAddress(headers: Headers): string {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  return entries.filter(Boolean).at(-1) ?? "unknown";
}
