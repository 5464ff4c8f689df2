import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

/*
 * A key is `cck_`, 40 letters and digits drawn at random (238 bits) and 6 that are the checksum of what stands before, as
 * those of other sites are (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/): who looks for
 * leaked secrets knows one by its form, and one with a typing mistake is refused without asking the database.
 */

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const prefix = "cck_";
const randomLength = 40;
const checksumLength = 6;

/** Of a key, in characters. */
export const keyLength = prefix.length + randomLength + checksumLength;

export function makeKey(): string {
  const drawn = Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join("");
  return prefix + drawn + checksumOf(prefix + drawn);
}

export type KeyForm = "whole" | "mistyped" | "none";

/** Whether a text can be a key: of one that is `mistyped` the checksum does not fit. */
export function formOfKey(text: string): KeyForm {
  if (text.length !== keyLength || !/^cck_[0-9A-Za-z]{46}$/.test(text)) return "none";
  return checksumOf(text.slice(0, -checksumLength)) === text.slice(-checksumLength) ? "whole" : "mistyped";
}

/** What is kept of a key: it holds 238 random bits, so that a plain hash cannot be guessed back. */
export function hashOfKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(key).digest());
}

/** The beginning, by which its owner tells it from others: 24 of its 238 bits. */
export function startOfKey(key: string): string {
  return key.slice(0, prefix.length + 4);
}

/** CRC-32 in base 62, padded: 62^6 is more than 2^32. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let written = "";
  for (let n = 0; n < checksumLength; n++) {
    written = alphabet[rest % alphabet.length] + written;
    rest = Math.floor(rest / alphabet.length);
  }
  return written;
}
