import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { holdBounty, type OwnBounty } from "./hold-bounty";

/** Deletes a bounty that was never open. Throws what `holdBounty` throws, and "conflict" of one that was: that is cancelled. */
export async function deleteDraft(own: OwnBounty): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id, standing } = await holdBounty(tx, own);
    if (standing !== "draft")
      throw new AppError("conflict", "What was open is not deleted. Cancel it, with a reason.");
    await tx.bounty.delete({ where: { id } });
  });
}
