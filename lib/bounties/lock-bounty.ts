import { readReason } from "@/lib/audit-log/read-standing";
import { Prisma, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** `update` keeps everybody off a bounty's row; `no key update` lets rows that refer to it be written. */
const modes = {
  update: Prisma.sql`for update`,
  "no key update": Prisma.sql`for no key update`,
};

/**
 * Holds the row of a bounty `b` until the transaction ends, and reads it once it is held: how it stands goes by the clock, and others may have
 * changed it while it was waited for. Null where there is none such.
 */
export async function lockBounty<Row>(
  tx: Transaction,
  which: Prisma.Sql,
  mode: keyof typeof modes,
  columns: Prisma.Sql,
): Promise<Row | null> {
  await tx.$queryRaw`select 1 from "Bounty" b where ${which} ${modes[mode]}`;
  const [held] = await tx.$queryRaw<Row[]>`select ${columns} from "Bounty" b where ${which}`;
  return held ?? null;
}

/** Throws "forbidden", with the reason, where moderators have locked a bounty. */
export async function refuseLockedBounty(
  tx: Transaction,
  { id, lockedAt }: { id: string; lockedAt: Date | null },
): Promise<void> {
  if (!lockedAt) return;
  const reason = await readReason(tx, { kind: "bounty", id }, "lock");
  throw new AppError("forbidden", `Moderators have locked this bounty. ${reason}`.trim());
}
