import { createHash } from "node:crypto";

/** The id of a feed by what it is of: the same for good, also where the site comes to stand at another address. */
export function feedId(of: string): string {
  const bytes = createHash("sha256").update(`circuit-commons/feed\0${of}`).digest().subarray(0, 16);
  // A UUID of version 8, whose bits are ours to choose (RFC 9562, 5.8).
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `urn:uuid:${parts.join("-")}`;
}
