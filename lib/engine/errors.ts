export type EngineErrorCode =
  /** A file of the model is broken, hostile, or contradicts another. */
  | "invalid-file"
  /** The file is in order, but asks for something this engine does not do. */
  | "unsupported"
  | "not-found"
  | "empty-text"
  | "text-too-long"
  /** Contributions do not add up to what they should: no result rather than a wrong one. */
  | "inexact"
  /** A caller's argument is out of range. */
  | "invalid-input"
  /** The provider asked for does not work here, or the memory limit is too small. */
  | "unavailable";

export interface EngineErrorDetails {
  /** Path as the operator knows it: model folder name, then the path inside it. */
  file?: string;
  tensor?: string;
  reason?: string;
  /** For `text-too-long`: how many tokens the text has (a lower bound where `atLeast`) and how many fit. */
  tokens?: number;
  limit?: number;
  atLeast?: boolean;
}

/** The engine's only error class; `message` is one sentence for the reader. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(
    readonly code: EngineErrorCode,
    message: string,
    readonly details: EngineErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A file that is refused: the message names the file, the tensor where there is one, and the reason. */
export function invalidFile(file: string, reason: string, tensor?: string): EngineError {
  const where = tensor === undefined ? file : `${file}, tensor ${tensor}`;
  return new EngineError("invalid-file", `${printable(`${where}: ${reason}`)}.`, {
    file,
    reason,
    ...(tensor && { tensor }),
  });
}

export function unsupported(file: string, reason: string): EngineError {
  return new EngineError("unsupported", `${printable(`${file}: ${reason}`)}.`, { file, reason });
}

/** Characters of a sentence about a file, which may quote what the file says. */
const maxShown = 1_000;

/**
 * As it may be shown: not longer than one reads, and with control characters spelled out, since the words of a hostile file
 * must not act on a terminal or end a line of a log.
 */
export function printable(text: string): string {
  const short = text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
  return short.replaceAll(/\p{Cc}/gu, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
