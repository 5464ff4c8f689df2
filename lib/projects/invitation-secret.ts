import { createHash, randomBytes } from "node:crypto";

/** A secret that lets people into a project; only its hash is kept. */
export function makeSecret(): string {
  return randomBytes(24).toString("base64url");
}

export function hashOfSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}
