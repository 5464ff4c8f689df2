import { db } from "@/lib/db/client";
import { type Heads, headsSchema } from "@/lib/evidence-format/heads";
import { showingRows } from "@/lib/kept-pages/showing";

export type HeadsOfModel =
  | { state: "measured"; measured: Heads }
  | { state: "waiting" }
  | { state: "stopped" }
  | { state: "unasked" };

/** What is known of the heads of a model, or why nothing is. */
export async function findHeads(modelId: string): Promise<HeadsOfModel> {
  const row = await showingRows(
    () =>
      db().headMeasures.findUnique({
        where: { modelId },
        select: { measured: true, computedAt: true, job: { select: { status: true } } },
      }),
    // Of what is measured, no job says how far it is.
    (found) => (found?.computedAt ? { topics: [], insteadOf: ["Job"] } : null),
  );
  if (!row) return { state: "unasked" };
  if (row.computedAt) return { state: "measured", measured: headsSchema.parse(row.measured) };
  const stopped = row.job?.status === "failed" || row.job?.status === "cancelled";
  return { state: stopped ? "stopped" : "waiting" };
}
