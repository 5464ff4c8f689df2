import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { constants, deflateRaw } from "node:zlib";
import { sumOfParts } from "./sum-of-parts";

/** Bytes with places in which each answer's nonce is written. */
interface Template {
  bytes: Buffer;
  places: number[];
}

/** A body that is told once and sent with a nonce of its own each time, compressed once for all of them. */
export interface PageTemplate {
  /** Bytes that are kept of it, at most. */
  bytes: number;
  plain(nonce: string): Buffer;
  gzip(nonce: string): Promise<Buffer>;
}

/** As proxy.ts makes them; all are of one length. */
export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

const compress = promisify(deflateRaw);
/** How far back deflate refers (RFC 1951). */
const windowBytes = 32_768;
/** What stands for a nonce while the rest is compressed, and so must stand for nothing else: no text in UTF-8 has it. */
const standIn = 0xff;
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** A body that is sent as it was made. */
export function pageAsMade(body: Buffer): PageTemplate {
  return templateOf(body, undefined);
}

/** The template of a body that was made with `nonce`, if any; null where that cannot be. */
export function pageTemplate(body: Buffer, nonce: string | undefined): PageTemplate | null {
  if (nonce === undefined || !body.includes(nonce)) return templateOf(body, undefined);
  const canBe = nonce.length === newNonce().length && !body.includes(standIn);
  return canBe ? templateOf(body, nonce) : null;
}

function templateOf(body: Buffer, nonce: string | undefined): PageTemplate {
  const plain: Template = { bytes: Buffer.from(body), places: [] };
  if (nonce !== undefined)
    for (let at = body.indexOf(nonce); at !== -1; at = body.indexOf(nonce, at + nonce.length)) {
      plain.places.push(at);
      plain.bytes.fill(standIn, at, at + nonce.length);
    }
  const pack = async (length: number) => ({
    template: await packedTemplate(plain, length),
    sumWith: sumOfParts(plain.bytes, plain.places, length),
  });
  let packed: ReturnType<typeof pack> | null = null;
  return {
    bytes: 2 * body.length,
    plain: (given) => filled(plain, given),
    async gzip(given) {
      packed ??= pack(given.length);
      const { template, sumWith } = await packed;
      const sent = filled(template, given);
      // The sum over what it is once unpacked.
      sent.writeUInt32LE(sumWith(given), sent.length - 8);
      return sent;
    },
  };
}

function filled({ bytes, places }: Template, nonce: string): Buffer {
  const sent = Buffer.from(bytes);
  for (const place of places) sent.write(nonce, place, "latin1");
  return sent;
}

/**
 * One gzip file (RFC 1952) of the body, in which each nonce is a stored block (RFC 1951, 3.2.4). What is between them is
 * compressed with what comes before as its dictionary, in which `standIn` stands for the nonces: nothing is like it, so no
 * part refers to what will be another in the next answer.
 */
async function packedTemplate({ bytes, places }: Template, nonceLength: number): Promise<Template> {
  const ends = [...places, bytes.length];
  const parts = await Promise.all(
    ends.map((end, n) => {
      const start = n === 0 ? 0 : (places[n - 1] ?? 0) + nonceLength;
      const dictionary = bytes.subarray(Math.max(0, start - windowBytes), start);
      const isLast = n === places.length;
      return compress(bytes.subarray(start, end), {
        ...(dictionary.length > 0 && { dictionary }),
        // What is between two nonces ends at a whole byte.
        finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
      });
    }),
  );
  const stored = Buffer.alloc(5 + nonceLength);
  stored.writeUInt16LE(nonceLength, 1);
  stored.writeUInt16LE(0xffff - nonceLength, 3);
  const packed: Template = { bytes: Buffer.alloc(0), places: [] };
  const pieces: Buffer[] = [gzipHead];
  let length = gzipHead.length;
  for (const [n, part] of parts.entries()) {
    pieces.push(part);
    length += part.length;
    if (n === places.length) break;
    pieces.push(stored);
    packed.places.push(length + 5);
    length += stored.length;
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(bytes.length, 4);
  packed.bytes = Buffer.concat([...pieces, tail]);
  return packed;
}
