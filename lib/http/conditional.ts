import type { Answer } from "./answer";

/** A text with what tells whether somebody has it already. */
export interface ConditionalText {
  text: string;
  /** Changes with the text. */
  tag: string;
  /** When the text was first as it is. */
  changedAt: Date;
}

/** A text that is sent to whoever does not have it: 304 to who names its ETag, or when it was changed. */
export function conditionalText(mediaType: string, access: "public" | "private"): Answer<ConditionalText> {
  return {
    ...{ status: 200, mediaType, schema: null, mayBeUnchanged: true },
    respond: ({ text, tag, changedAt }, { requestId, headers: asked }) => {
      const etag = `W/"${tag}"`;
      const modified = changedAt.toUTCString();
      const headers = {
        ...{ "x-request-id": requestId, etag, "last-modified": modified },
        // Kept, and asked for each time whether it still holds.
        "cache-control": `${access}, no-cache`,
      };
      if (hasAlready(asked, etag, modified)) return new Response(null, { status: 304, headers });
      return new Response(text, { headers: { ...headers, "content-type": `${mediaType}; charset=utf-8` } });
    },
  };
}

/**
 * Whether a request names what it would be sent (RFC 9110, 13.1). The date counts only without a tag, and only where it is the very
 * one: processes may have seen a change at different moments.
 */
export function hasAlready(asked: Headers, etag: string, modified: string): boolean {
  const tags = asked.get("if-none-match");
  if (tags === null) return asked.get("if-modified-since") === modified;
  const opaque = etag.replace(/^W\//, "");
  return tags.trim() === "*" || [...tags.matchAll(/"[^"]*"/g)].some(([tag]) => tag === opaque);
}
