import type { z } from "zod";
import { troubleAsError } from "@/lib/db/trouble";
import { AppError } from "@/lib/errors";
import { wordsOf } from "@/lib/json/schema-words";
import type { Problem } from "./problem-schema";

/** The refusal of what a caller sent, with each field that was wrong and what to change. */
export function invalidInput({ issues }: z.ZodError): AppError {
  const fields: Record<string, string> = {};
  for (const issue of issues) fields[issue.path.join(".") || "body"] ??= wordsOf(issue);
  const [first] = Object.entries(fields);
  const message = first ? `${first[0]}: ${first[1]}` : "The request is not of the right form.";
  return new AppError("invalid-input", message, { fields });
}

/** Turns whatever was thrown into what may be told. Only an AppError's words reach the reader. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const trouble = troubleAsError(error);
  if (trouble) return trouble;
  return new AppError(
    "internal",
    "Something went wrong here. Try again; if it stays, report the request id.",
  );
}

const refusals = new WeakMap<Response, AppError>();

/** What an answer of `problemResponse` was made from, with the cause that its reader is not told. */
export function refusalOf(response: Response): AppError | undefined {
  return refusals.get(response);
}

export function problemResponse(error: AppError, requestId: string): Response {
  const problem: Problem = {
    type: `urn:circuit-commons:problem:${error.code}`,
    title: error.message,
    status: error.status,
    code: error.code,
    requestId,
    ...(error.details.fields && { fields: error.details.fields }),
  };
  const headers = new Headers({ "content-type": "application/problem+json", "x-request-id": requestId });
  headers.set("cache-control", "no-store");
  if (error.details.retryAfterSeconds) headers.set("retry-after", String(error.details.retryAfterSeconds));
  const { challenge } = error.details;
  if (challenge || error.code === "unauthenticated")
    headers.set("www-authenticate", ['Bearer realm="Circuit Commons"', challenge].filter(Boolean).join(", "));
  const response = new Response(JSON.stringify(problem), { status: error.status, headers });
  refusals.set(response, error);
  return response;
}
