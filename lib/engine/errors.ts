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
  return new EngineError("invalid-file", `${where}: ${reason}.`, { file, reason, ...(tensor && { tensor }) });
}

export function unsupported(file: string, reason: string): EngineError {
  return new EngineError("unsupported", `${file}: ${reason}.`, { file, reason });
}
