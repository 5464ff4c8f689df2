import { readReason } from "@/lib/audit-log/read-standing";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/**
 * Refuses a change of a finding that a moderator has locked or hides: "forbidden", with the reason. `even hidden` is for who deletes
 * theirs. For who holds it.
 */
export async function refuseLocked(
  tx: Transaction,
  findingId: string,
  allowed?: "even hidden",
): Promise<void> {
  const finding = await tx.finding.findUnique({
    where: { id: findingId },
    select: { hiddenAt: true, lockedAt: true },
  });
  const subject = { kind: "finding", id: findingId };
  if (finding?.lockedAt)
    throw new AppError(
      "forbidden",
      `A moderator has locked this finding: ${await readReason(tx, subject, "lock")}`,
    );
  if (finding?.hiddenAt && !allowed)
    throw new AppError(
      "forbidden",
      `A moderator has hidden this finding: ${await readReason(tx, subject, "hide")}`,
    );
}
