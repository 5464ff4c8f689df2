import { keyedHash } from "./secret";

/** The hash of a code, which is all that the database keeps. Case, spaces and hyphens do not matter. */
export function invitationCodeHash(code: string): Uint8Array<ArrayBuffer> {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, "");
  return new Uint8Array(keyedHash("invitation-code-hash", plain));
}

const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * The code of an invitation the installation made for itself, derived from the installation's secret (100 bits),
 * so that it can be shown again at every start while only its hash is stored.
 */
export function derivedInvitationCode(purpose: string): string {
  const bytes = keyedHash("invitation-code", purpose);
  let code = "";
  for (let n = 0; n < 20; n++) code += alphabet[(bytes[n] ?? 0) % alphabet.length];
  return code.replace(/(.{5})(?=.)/g, "$1-");
}
