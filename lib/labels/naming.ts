import { readReason } from "@/lib/audit-log/read-standing";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { countAnswers } from "./checks/count-answers";
import { verdictIn } from "./checks/told";
import type { SideKey } from "./label-event";
import { notifyOfNaming } from "./notify-of-labels";
import { countPinpoints } from "./pinpointing/count-pinpoints";
import { standingOf } from "./standing";

/**
 * Holds a side of a feature until the transaction ends: whoever changes its proposals or votes does so one after the other. Makes its
 * row where there is none. Throws "forbidden" where a moderator has locked the feature's labels, unless it is for a moderator.
 */
export async function holdNaming(
  tx: Transaction,
  { dictionaryId, index, side }: SideKey,
  evenLocked?: "by a moderator",
): Promise<void> {
  await tx.$executeRaw`
    insert into "Naming" ("dictionaryId", index, side) values (${dictionaryId}::uuid, ${index}, ${side}::"LabelSide")
    on conflict do nothing`;
  const [held] = await tx.$queryRaw<{ lockedAt: Date | null }[]>`
    select "lockedAt" from "Naming"
    where "dictionaryId" = ${dictionaryId}::uuid and index = ${index} and side = ${side}::"LabelSide" for update`;
  if (!held?.lockedAt || evenLocked) return;
  const reason = await readReason(tx, { kind: "feature", id: `${dictionaryId}.${index}` }, "lock");
  throw new AppError("forbidden", `A moderator has locked this feature's labels: ${reason}`);
}

/** Counts the votes and the blind answers on what a proposal says now. For who holds its side. */
export async function countSaid(tx: Transaction, labelId: string): Promise<void> {
  await tx.$executeRaw`
    update "Label" l set "votesFor" = v.for, "votesAgainst" = v.against
    from (select count(*) filter (where v.value > 0)::int as for, count(*) filter (where v.value < 0)::int as against
      from "Label" k left join "LabelVote" v on v."labelId" = k.id and v.wording = k.wording
      where k.id = ${labelId}::uuid) v
    where l.id = ${labelId}::uuid`;
  await countAnswers(tx, labelId);
  await countPinpoints(tx, labelId);
}

interface Cause {
  /** Whose act it is, of which they need not be told. */
  actorId: string;
  /** The proposal that it made, of which is told by itself. */
  proposed?: string;
}

/**
 * Decides anew what leads a side and how it stands, by the rule of standing.ts, and tells who watches the feature where that changed. For who
 * holds the side.
 */
export async function settleNaming(tx: Transaction, key: SideKey, cause?: Cause): Promise<void> {
  const { dictionaryId, index, side } = key;
  const candidates = await tx.label.findMany({
    where: { ...key, withdrawnAt: null },
    select: {
      ...{ id: true, source: true, votesFor: true, votesAgainst: true, createdAt: true },
      ...{ text: true, blind: true },
    },
  });
  const standing = standingOf(
    candidates.map(({ blind, ...each }) => ({ ...each, verdict: verdictIn(blind) })),
  );
  const leader = candidates.find(({ id }) => id === standing?.leaderId);
  const where = { dictionaryId_index_side: { dictionaryId, index, side } };
  const before = await tx.naming.findUniqueOrThrow({
    where,
    select: { leaderId: true, text: true, state: true },
  });
  const after = {
    leaderId: leader?.id ?? null,
    text: leader?.text ?? null,
    state: standing?.state ?? ("proposed" as const),
  };
  const { version } = await tx.naming.update({
    where,
    data: { ...after, version: { increment: 1 }, changedAt: new Date() },
    select: { version: true },
  });
  const { actorId = null, proposed = null } = cause ?? {};
  await notifyOfNaming(tx, { key, before, after, version, actorId, proposed });
}
