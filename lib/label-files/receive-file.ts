import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** Of a file as it is sent, packed or not. */
export const maxSentBytes = 32_000_000;
/** Of a file that a page sends: each row takes some hundredths of a second, and somebody waits. */
export const maxSentRows = 5_000;

const pieceBytes = 64 * 1024;

/** What was sent as one, piece by piece, unpacked where it begins as gzip does. */
export function readSent(sent: Uint8Array): Readable {
  const pieces = function* () {
    for (let at = 0; at < sent.length; at += pieceBytes)
      yield Buffer.from(sent.subarray(at, at + pieceBytes));
  };
  const bytes = Readable.from(pieces());
  const isPacked = sent[0] === 0x1f && sent[1] === 0x8b;
  return isPacked ? bytes.pipe(createGunzip()) : bytes;
}
