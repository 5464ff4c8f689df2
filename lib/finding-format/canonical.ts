import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/**
 * A JSON value as canonical JSON (RFC 8785): keys in the order of their UTF-16 units, numbers as ECMAScript writes them, no
 * space. Throws for what JSON cannot say: NaN, infinities, half a surrogate pair, `undefined`.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("There is no JSON of undefined.");
  return text;
}

/** SHA-256 of a value's canonical JSON in UTF-8, in hexadecimal. */
export function canonicalHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value), "utf8").digest("hex");
}
