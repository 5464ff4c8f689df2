import path from "node:path";
import { clearWorkplaces } from "@/cli/adoption/workplace";
import { tidyEncoderFiles } from "@/lib/engine/two-stage/tidy-encoder-files";
import { tidyMadeFiles } from "@/lib/engine/weights/made-files";
import { env } from "@/lib/env";
import { createLogger } from "@/lib/log";

/** Where the files of large encoders are kept. */
export function encodersFolder(): string {
  return path.join(env().DATA_DIR, "encoders");
}

/** Deletes what was made of weights and is used no more, and what adoptions left that nobody goes on with. */
export function tidyFiles(now: Date): void {
  const tensors = tidyMadeFiles(now);
  const encoders = tidyEncoderFiles(encodersFolder(), now);
  const partial = clearWorkplaces(env().MODELS_DIR, now);
  if (tensors.length + encoders.length + partial.length === 0) return;
  createLogger("housekeeping").info({ tensors, encoders, partial }, "deleted files that nobody uses");
}
