import type { TextMeasure } from "./tokens/measure-text";

/**
 * The one error class. `message` is written for the reader: what happened and what to do. Anything else
 * that is thrown is a bug and is answered as `internal` without its text.
 */
export const errorStatus = {
  "invalid-input": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  gone: 410,
  "too-large": 413,
  "unsupported-media-type": 415,
  unprocessable: 422,
  "too-many-requests": 429,
  internal: 500,
  "not-implemented": 501,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export interface ErrorDetails {
  /** The fields that were wrong, by dotted path, each with what to change. */
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
  /** What is wrong with a key, as parameters of WWW-Authenticate (RFC 6750, section 3). */
  challenge?: string;
  /** Of a text refused for having more tokens than the model takes. */
  count?: TextMeasure;
}

export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** What is answered for a thing that is not there, or not there for this reader. `what` is its noun: "circuit". */
export function notFound(what: string): AppError {
  return new AppError("not-found", `There is no ${what} at this address.`);
}
