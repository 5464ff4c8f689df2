import { createGunzip, gunzipSync, gzipSync } from "node:zlib";
import { AppError } from "@/lib/errors";

/** A document is at most this large unpacked, some 700,000 edges; what would be larger is not stored. */
export const maxDocumentBytes = 64 * 1024 * 1024;

/** What is stored of a document: gzip of its JSON. Throws "unprocessable" for one that could not be read back. */
export function packDocument(document: unknown): Uint8Array<ArrayBuffer> {
  const json = Buffer.from(JSON.stringify(document));
  if (json.length > maxDocumentBytes) {
    const megabytes = Math.ceil(json.length / 2 ** 20);
    throw new AppError(
      "unprocessable",
      `The result is ${megabytes} MB, more than the ${maxDocumentBytes / 2 ** 20} MB that can be kept. Raise the edge threshold or the threshold.`,
    );
  }
  return new Uint8Array(gzipSync(json));
}

/**
 * Most edges of a circuit that the process that serves pages reads itself, some seconds of work at the slowest:
 * nobody gets another page meanwhile.
 */
export const maxEdgesRead = 100_000;

/** Throws "unprocessable" for a circuit of more, with `instead`: what its reader can do. */
export function refuseManyEdges(edgeCount: number | null, instead: string): void {
  if (edgeCount === null || edgeCount <= maxEdgesRead) return;
  const [found, most] = [edgeCount, maxEdgesRead].map((number) => number.toLocaleString("en"));
  throw new AppError(
    "unprocessable",
    `This circuit has ${found} edges, and ${most} are the most that the site reads for this. ${instead}`,
  );
}

/** The JSON of a packed document. */
export function unpackText(packed: Uint8Array): Buffer<ArrayBuffer> {
  return gunzipSync(packed, { maxOutputLength: maxDocumentBytes });
}

/** Bytes from which an answer is unpacked as it is read: a small one is faster whole. */
const unpackedByPieces = 1_000_000;

/** The JSON of a packed document as an answer's body. Of a large one that is read slowly little stands in memory. */
export function unpackedBody(packed: Uint8Array<ArrayBuffer>): BodyInit {
  if (unpackedBytes(packed) < unpackedByPieces) return unpackText(packed);
  const unpacking = createGunzip({ chunkSize: 65_536 });
  unpacking.end(packed);
  // By hand: Node's own ways to a web stream throw past everybody when a reader who was waited for leaves.
  const pieces: AsyncIterator<Uint8Array> = unpacking[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

/** How long a packed document is unpacked: the last field of gzip's format (RFC 1952, section 2.3.1), modulo 2^32. */
function unpackedBytes(packed: Uint8Array): number {
  return new DataView(packed.buffer, packed.byteOffset).getUint32(packed.byteLength - 4, true);
}

export function unpackDocument(packed: Uint8Array): unknown {
  return JSON.parse(unpackText(packed).toString("utf8"));
}
