import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { requestProgramScore } from "@/lib/label-programs/score/request-program-score";

/**
 * Has a label's program measured as soon as it is said. That it cannot be now, since no corpus was read or the day's computing is used
 * up, takes nothing from the label: its page offers it to whoever comes.
 */
export async function measureProgram(labelId: string, viewer: Viewer): Promise<void> {
  const label = await db().label.findFirst({
    where: { id: labelId, withdrawnAt: null, program: { not: null } },
    select: { dictionaryId: true, index: true, program: true },
  });
  if (!label?.program) return;
  const { program, ...feature } = label;
  try {
    await requestProgramScore({ feature, program }, viewer);
  } catch (error) {
    if (!(error instanceof AppError && (error.code === "conflict" || error.code === "too-many-requests")))
      throw error;
  }
}
