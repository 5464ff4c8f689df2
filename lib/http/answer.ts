import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { type UnpackedDocument, unpacked } from "@/lib/documents/packed-document";
import { eventStream } from "./event-stream";
import { HeldAnswers } from "./held-answers";
import { isPaged, nextPageLink } from "./next-page";

/** What a route answers when all went well, as the API document tells it. */
export interface StatedAnswer {
  status: 200 | 201 | 204 | 303;
  /** Null where there is no body. */
  mediaType: string | null;
  /** What it may be instead, where the caller chooses. */
  otherMediaType?: string;
  /** Of the body, or of each event's data. Null where it is no JSON. */
  schema: z.ZodType | null;
  /** The one name of a stream's events. */
  event?: string;
  /** Whether it is answered with 304 where whoever asks has it already. */
  mayBeUnchanged?: boolean;
  /** With which else it may be answered that is no refusal. */
  otherStatuses?: readonly number[];
  /** Whether it is one page of a list, which says by a header where the next one is. */
  isPage?: boolean;
}

/** The same with how what a handler gives becomes the response. */
export interface Answer<T> extends StatedAnswer {
  respond: (result: T, reader: AnswerReader) => Response;
}

interface AnswerReader {
  requestId: string;
  viewer: Viewer;
  signal: AbortSignal;
  /** What the request says of itself. */
  headers: Headers;
  /** The address that was asked for. */
  url: URL;
}

const jsonType = "application/json";

/** What large answers on their way may be made of, in all. */
const held = new HeldAnswers(256 * 1024 * 1024);

/** JSON of a schema. Where that is of a page of a list, the header `link` leads to the next one. */
export function json<T>(schema: z.ZodType<T>): Answer<T> {
  const isPage = isPaged(schema);
  return {
    ...{ status: 200, mediaType: jsonType, schema, isPage },
    respond: (result, { requestId, url }) => {
      const link = isPage ? nextPageLink(url, result) : null;
      const headers = headersOf(requestId, { "content-type": jsonType, ...(link && { link }) });
      return new Response(encode(schema, result), { headers });
    },
  };
}

/** Of an item of a list in memory: a row of some ten numbers and words. */
const itemBytes = 300;

/** What is written of a long answer at once, in characters: a millisecond or two of work. */
const pieceLength = 65_536;

/**
 * JSON of an object whose `list` may be long: it is written some items at a time, and others are answered in between.
 * `item` is the list's own schema of one.
 */
export function jsonWithList<T extends object>(
  schema: z.ZodType<T>,
  list: keyof T & string,
  item: z.ZodType,
): Answer<T> {
  return {
    ...{ status: 200, mediaType: jsonType, schema },
    respond: (result, { requestId }) => {
      const items: unknown = result[list];
      if (!Array.isArray(items)) throw new Error(`An answer's ${list} is no list.`);
      const frame = encode(schema, { ...result, [list]: [] });
      const at = frame.indexOf(`"${list}":[]`) + list.length + 4;
      const pieces = piecesOf(frame.slice(0, at), items, (each) => encode(item, each), frame.slice(at));
      return new Response(held.body(pieces, items.length * itemBytes), {
        headers: headersOf(requestId, { "content-type": jsonType }),
      });
    },
  };
}

async function* piecesOf(
  before: string,
  items: readonly unknown[],
  write: (item: unknown) => string,
  after: string,
) {
  let piece = before;
  for (const [n, item] of items.entries()) {
    piece += (n === 0 ? "" : ",") + write(item);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
    await setImmediate();
  }
  yield piece + after;
}

/** A new thing, and where it is. */
export interface Created<T> {
  body: T;
  location: string;
}

export function created<T>(body: T, location: string): Created<T> {
  return { body, location };
}

/** A 201: JSON of a schema, and where the new thing is. The handler gives both with `created`. */
export function creates<T>(schema: z.ZodType<T>): Answer<Created<T>> {
  return {
    ...{ status: 201, mediaType: jsonType, schema },
    respond: ({ body, location }, { requestId }) =>
      new Response(encode(schema, body), {
        status: 201,
        headers: headersOf(requestId, { "content-type": jsonType, location }),
      }),
  };
}

/** A stream of server-sent events, each the JSON of a schema. The handler gives the values. */
export function events<T>(event: string, schema: z.ZodType<T>): Answer<AsyncIterable<T>> {
  return {
    ...{ status: 200, mediaType: "text/event-stream", schema, event },
    respond: (values, { viewer, signal }) =>
      eventStream(event, values, { viewer, signal, encode: (value) => encode(schema, value) }),
  };
}

/** A document as it is stored. */
export interface StoredDocument {
  packed: Uint8Array<ArrayBuffer>;
  /** What stands before and after it in the answer. */
  around?: [before: string, after: string];
  /** Whether it never changes and everybody may see it, so that browsers and proxies may keep it for good. */
  keep?: boolean;
}

/**
 * JSON that is sent as it is stored, because reading a large document only to write it again takes seconds. The
 * schema stood over it when it was stored. It is unpacked as it is read, and Next packs it again: of a content-encoding
 * that a route has, Next takes no notice.
 */
export function stored(schema: z.ZodType): Answer<StoredDocument> {
  return {
    ...{ status: 200, mediaType: jsonType, schema },
    respond: ({ packed, around, keep }, { requestId }) =>
      new Response(bodyOf(unpacked(packed, around)), {
        headers: headersOf(requestId, {
          "content-type": jsonType,
          ...(keep && { "cache-control": "public, max-age=31536000, immutable" }),
        }),
      }),
  };
}

function bodyOf(document: UnpackedDocument): BodyInit {
  return typeof document === "string" ? document : held.body(document.pieces, document.bytes);
}

/** A picture. What it shows may have another name the next time, so it is kept for no longer than `keepSeconds`. */
export function picture(
  mediaType: "image/svg+xml" | "image/png",
  keepSeconds = 0,
): Answer<string | Uint8Array<ArrayBuffer>> {
  const headers = {
    "content-type": mediaType,
    ...(keepSeconds > 0 && { "cache-control": `public, max-age=${keepSeconds}` }),
  };
  return {
    ...{ status: 200, mediaType, schema: null },
    respond: (result, { requestId }) => new Response(result, { headers: headersOf(requestId, headers) }),
  };
}

/** A file that never changes, a piece at a time: `maxPieceBytes` of it are in memory. */
export interface SentFile {
  name: string;
  bytes: number;
  /** In hex. */
  sha256: string;
  pieces: AsyncGenerator<Uint8Array>;
}

/** A file for whoever wants to keep it, named and whole. */
export function file(mediaType: string, maxPieceBytes: number): Answer<SentFile> {
  return {
    ...{ status: 200, mediaType, schema: null },
    respond: ({ name, bytes, sha256, pieces }, { requestId }) =>
      new Response(held.body(pieces, maxPieceBytes), {
        headers: headersOf(requestId, {
          ...{ "content-type": mediaType, "content-length": String(bytes), etag: `"${sha256}"` },
          "content-disposition": `attachment; filename="${name}"`,
          "cache-control": "public, max-age=31536000, immutable",
        }),
      }),
  };
}

/** Pieces that are written as they are taken; `maxPieceBytes` of what they are made of are in memory. */
export function streamed(
  pieces: AsyncGenerator<string>,
  maxPieceBytes: number,
  requestId: string,
  headers: Record<string, string>,
): Response {
  return new Response(held.body(pieces, maxPieceBytes), { headers: headersOf(requestId, headers) });
}

/** A text to be kept as a file of this name. */
export function textFile(mediaType: string, fileName: string): Answer<string> {
  const headers = {
    "content-type": `${mediaType}; charset=utf-8`,
    "content-disposition": `attachment; filename="${fileName}"`,
  };
  return {
    ...{ status: 200, mediaType, schema: null },
    respond: (result, { requestId }) => new Response(result, { headers: headersOf(requestId, headers) }),
  };
}

/** A 204 without a body. */
export const nothing: Answer<void> = {
  ...{ status: 204, mediaType: null, schema: null },
  respond: (_, { requestId }) => new Response(null, { status: 204, headers: headersOf(requestId) }),
};

/** A 303: what was asked for stands at another address of the site, which the handler gives. */
export const leads: Answer<string> = {
  ...{ status: 303, mediaType: null, schema: null },
  respond: (location, { requestId }) =>
    new Response(null, { status: 303, headers: headersOf(requestId, { location }) }),
};

function headersOf(requestId: string, more: Record<string, string> = {}): Headers {
  return new Headers({ "x-request-id": requestId, "cache-control": "no-store", ...more });
}

/** A value's JSON, without what its schema does not list. One that does not fit is our fault, not the caller's. */
function encode(schema: z.ZodType, value: unknown): string {
  const encoded = z.safeEncode(schema, value);
  if (encoded.success) return JSON.stringify(encoded.data);
  throw new Error(`An answer does not fit its schema: ${z.prettifyError(encoded.error)}`);
}
