import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";

/** The hours for which what a key was answered with is kept. */
export const keptHours = 24;

/** Visible characters, as a header may hold them: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
const form = /^[\x21-\x7e]{1,255}$/;

/** The idempotency key that a request brings; null without one. Throws "invalid-input" for what is none. */
export function sentIdempotencyKey(headers: Headers): string | null {
  const value = headers.get("idempotency-key");
  if (value === null) return null;
  if (form.test(value)) return value;
  throw new AppError(
    "invalid-input",
    "The header idempotency-key takes 1 to 255 visible characters without spaces, such as a new UUID for each change.",
  );
}

/** What tells one thing that is asked for from another: SHA-256 over all parts, each with its length. */
export function fingerprintOf(parts: readonly (string | Uint8Array)[]): Buffer<ArrayBuffer> {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    hash.update(`${bytes.byteLength}:`).update(bytes);
  }
  return Buffer.from(hash.digest());
}
