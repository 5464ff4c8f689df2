import type { ComputationProgress } from "@/lib/computations/computation-view";
import { Refusal } from "./refusal";

/**
 * One event of a progress stream, held to what `computationProgressSchema` says (the test compares them). By hand, since
 * a first visit may find something in the making, and zod would be a fifth of its script. Throws `Refusal`.
 */
export function readProgress(text: string): ComputationProgress {
  const read: unknown = JSON.parse(text);
  if (isProgress(read)) return read;
  throw new Refusal("The site's answer is not one that this page can read. Reload the page.", {}, 200);
}

function isProgress(value: unknown): value is ComputationProgress {
  if (typeof value !== "object" || value === null) return false;
  const {
    status,
    progress,
    stage,
    failure,
    queue,
    canCancel,
  }: { [K in keyof ComputationProgress]?: unknown } = value;
  return (
    (status === "computing" || status === "ready" || status === "failed") &&
    typeof progress === "number" &&
    isTextOrNull(stage) &&
    isTextOrNull(failure) &&
    isQueue(queue) &&
    typeof canCancel === "boolean"
  );
}

function isQueue(value: unknown): value is ComputationProgress["queue"] {
  if (typeof value !== "object" || value === null) return false;
  const { ahead, workers }: { ahead?: unknown; workers?: unknown } = value;
  return typeof ahead === "number" && typeof workers === "number";
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
