import { EngineError } from "./errors";

/** Throws `EngineError` "invalid-file" where a result is NaN or infinite: no result rather than a wrong one. */
export function assertFinite(values: Iterable<number>, whose = "The model's numbers"): void {
  for (const value of values) {
    if (Number.isFinite(value)) continue;
    throw new EngineError("invalid-file", `${whose} overflow on this text, so its weights cannot be right.`);
  }
}
