import { env } from "@/lib/env";
import type { Lane } from "@/lib/lanes";

/** The most seconds that one attempt at a job of a lane may compute; what takes longer has failed. */
export function budgetSeconds(lane: Lane): number {
  const { INTERACTIVE_JOB_SECONDS: interactive, BACKGROUND_JOB_SECONDS: background } = env();
  return { interactive, background }[lane];
}
