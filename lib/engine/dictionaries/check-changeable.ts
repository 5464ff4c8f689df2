import { type TrainedDictionary, whyNoChange } from "@/lib/circuit-format/processing";
import { EngineError } from "../errors";

/** Throws "unsupported" where dictionaries are in use whose features stand in circuits as leaves, or in none. */
export function checkChangeable({ dictionaries }: { dictionaries: readonly TrainedDictionary[] }): void {
  const reason = whyNoChange(dictionaries);
  if (reason !== undefined) throw new EngineError("unsupported", reason, { reason });
}
