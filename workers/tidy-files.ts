import { clearWorkplaces } from "@/cli/adoption/workplace";
import { tidyMadeFiles } from "@/lib/engine/weights/made-files";
import { env } from "@/lib/env";
import { createLogger } from "@/lib/log";

/** Deletes what was made of weights and is used no more, and what adoptions left that nobody goes on with. */
export function tidyFiles(now: Date): void {
  const tensors = tidyMadeFiles(now);
  const partial = clearWorkplaces(env().MODELS_DIR, now);
  if (tensors.length + partial.length === 0) return;
  createLogger("housekeeping").info({ tensors, partial }, "deleted files that nobody uses");
}
