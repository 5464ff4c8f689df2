import type { ErrorCode } from "@/lib/errors";
import { problemSchema } from "@/lib/http/problem-schema";
import type { Response } from "./api-document";
import { type Components, jsonSchemaOf } from "./json-schema";

const problemWords: Record<ErrorCode, string> = {
  "invalid-input": "What was sent does not have the form it should: `fields` says what to change.",
  unauthenticated: "Somebody signed in may do this, or the key that was sent is none: the sentence says why.",
  forbidden: "The caller's role or key does not include it, or another site's page asked for it.",
  "not-found": "There is no such thing, or the caller may not see it.",
  gone: "It was here, and its author took it back or deleted it.",
  conflict: "Something stands in its way: it is not ready yet, or was changed meanwhile.",
  "too-large": "The body is larger than this route takes.",
  "unsupported-media-type": "The body is not sent as JSON.",
  unprocessable: "It is of the right form and still cannot be done: the sentence says why.",
  "too-many-requests":
    "That was too often, or a day's allowance is used up: `retry-after` says when to come back.",
  internal: "A fault of the site's. Its `requestId` is what to report.",
  "not-implemented": "It is asked for in a form that is not made here: the sentence says which is.",
  unavailable: "The database does not answer; `retry-after` says when to come back.",
};

/** What a route refuses with, by code: each operation names those that it may. */
export function problemResponses(schemas: Components): Record<string, Response> {
  const schema = jsonSchemaOf(problemSchema, schemas);
  return Object.fromEntries(
    Object.entries(problemWords).map(([code, words]) => [
      code,
      { description: words, content: { "application/problem+json": { schema } } },
    ]),
  );
}
