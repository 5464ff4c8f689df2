import { EngineError } from "@/lib/engine/errors";
import { AppError } from "@/lib/errors";

/** What of the engine's refusals the reader is told in its own words; trying again would not change it. */
const readersOwn = new Set(["invalid-input", "empty-text", "text-too-long", "unsupported", "inexact"]);

/** Turns an engine's refusal that the reader can mend into words for them; anything else goes on as it is. */
export async function orReaderError<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError && readersOwn.has(error.code)) {
      throw new AppError("unprocessable", error.message, {}, { cause: error });
    }
    throw error;
  }
}
