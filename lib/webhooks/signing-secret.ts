import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { keyedHash } from "@/lib/auth/secret";

/*
 * What a webhook is signed with has to be read again each time, so a hash of it would not do. It stands in the database encrypted
 * (AES-256-GCM) by a key that is made of the installation's secret, which is not in the database; whose it is is part of what is
 * authenticated, so that a row put under another owner does not open.
 */

const ivBytes = 12;
const tagBytes = 16;
const secretBytes = 32;

/** In the form of Standard Webhooks. */
export function makeSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString("base64")}`;
}

export function encryptSecret(secret: string, ownerId: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyedHash("webhook secrets", ""), iv).setAAD(
    Buffer.from(ownerId),
  );
  const packed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), packed]));
}

/** The secret; null where the installation's own has changed since. */
export function decryptSecret(kept: Uint8Array, ownerId: string): string | null {
  const bytes = Buffer.from(kept);
  const key = keyedHash("webhook secrets", "");
  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(ownerId))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  const opened = cipher.update(bytes.subarray(ivBytes + tagBytes));
  try {
    return Buffer.concat([opened, cipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
