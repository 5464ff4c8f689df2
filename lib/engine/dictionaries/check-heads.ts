import { type TrainedDictionary, whyNoHeads } from "@/lib/circuit-format/processing";
import { EngineError } from "../errors";

/** Throws "unsupported" where dictionaries are of what heads have written together, or stand in no circuit. */
export function checkHeads({ dictionaries }: { dictionaries: readonly TrainedDictionary[] }): void {
  const reason = whyNoHeads(dictionaries);
  if (reason !== undefined) throw new EngineError("unsupported", reason, { reason });
}
