import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { eventStream } from "./event-stream";

/** What a route answers when all went well, as the API document tells it. */
export interface StatedAnswer {
  status: 200 | 201 | 204;
  /** Null where there is no body. */
  mediaType: string | null;
  /** Of the body, or of each event's data. */
  schema: z.ZodType | null;
  /** The one name of a stream's events. */
  event?: string;
}

/** The same with how what a handler gives becomes the response. */
export interface Answer<T> extends StatedAnswer {
  respond: (result: T, reader: AnswerReader) => Response;
}

interface AnswerReader {
  requestId: string;
  viewer: Viewer;
  signal: AbortSignal;
}

const jsonType = "application/json";

/** JSON of a schema. */
export function json<T>(schema: z.ZodType<T>): Answer<T> {
  return {
    ...{ status: 200, mediaType: jsonType, schema },
    respond: (result, { requestId }) =>
      new Response(encode(schema, result), { headers: headersOf(requestId, { "content-type": jsonType }) }),
  };
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

/**
 * JSON that is sent as it is stored, because reading a large document only to write it again takes seconds. The
 * schema stood over it when it was stored. The handler gives the response.
 */
export function stored(schema: z.ZodType): Answer<Response> {
  return { ...{ status: 200, mediaType: jsonType, schema }, respond: (response) => response };
}

/** A 204 without a body. */
export const nothing: Answer<void> = {
  ...{ status: 204, mediaType: null, schema: null },
  respond: (_, { requestId }) => new Response(null, { status: 204, headers: headersOf(requestId) }),
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
