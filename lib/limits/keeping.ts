import { db, type Transaction } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { takeStorage } from "./storage";

/**
 * Stores what a member makes, some `bytes` of it, in one transaction: off their day, and only where they keep no more in
 * all than they may. Of theirs one is stored at a time. Throws "too-many-requests", "conflict" and what `save` throws;
 * then nothing is stored and nothing is taken.
 */
export async function keeping<Saved>(
  ownerId: string,
  bytes: number,
  save: (tx: Transaction) => Promise<Saved>,
): Promise<Saved> {
  const giveBack = await takeStorage({ kind: "member", id: ownerId }, bytes);
  try {
    return await db().$transaction(async (tx) => {
      await holdKeeper(tx, ownerId);
      const saved = await save(tx);
      await checkKept(tx, ownerId);
      return saved;
    }, storeLimits);
  } catch (error) {
    await giveBack();
    throw error;
  }
}

/** Lets one at a time store what a person keeps, so that a limit holds however many are sent at once. */
export async function holdKeeper(tx: Transaction, ownerId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "User" where "id" = ${ownerId}::uuid for no key update`;
}

/** Refuses who keeps more than they may, with as many bytes added. Sizes as the database has them, large columns packed. */
export async function checkKept(tx: Transaction, ownerId: string, added = 0): Promise<void> {
  const [kept] = await tx.$queryRaw<{ bytes: number }[]>`
    select coalesce(sum(2000 + 1.05 * bytes), 0)::float8 as bytes from (
      select pg_column_size(state) as bytes from "SavedView" where "ownerId" = ${ownerId}::uuid
      union all
      select coalesce(pg_column_size(source), 0) + coalesce(pg_column_size(graph), 0) + coalesce(pg_column_size(report), 0)
      from "ImportedCircuit" where "ownerId" = ${ownerId}::uuid
      union all
      select pg_column_size(r.body) + pg_column_size(r.state) + coalesce(pg_column_size(r."writeUp"), 0)
      from "Finding" f join "FindingRevision" r on r."findingId" = f.id where f."authorId" = ${ownerId}::uuid
      union all
      select pg_column_size(r.rationale) + pg_column_size(r.evidence) + coalesce(pg_column_size(r."writeUp"), 0)
      from "Label" l join "LabelRevision" r on r."labelId" = l.id where l."authorId" = ${ownerId}::uuid
      union all
      select 2 * pg_column_size(r.body) from "Comment" c join "CommentRevision" r on r."commentId" = c.id
      where c."authorId" = ${ownerId}::uuid
      union all
      -- With its items, of some 500 bytes each with their index entries.
      select pg_column_size(description) + pg_column_size("writeUp") + 500 * size
      from "Collection" where "ownerId" = ${ownerId}::uuid
      union all
      select pg_column_size(v.document) from "Family" f join "FamilyVersion" v on v."familyId" = f.id
      where f."ownerId" = ${ownerId}::uuid
      union all
      select pg_column_size(document) + coalesce(pg_column_size(conclusion), 0)
      from "Experiment" where "ownerId" = ${ownerId}::uuid
      union all
      select pg_column_size(guidelines) + pg_column_size("writeUp") + 500 * size
      from "Project" where "creatorId" = ${ownerId}::uuid
      union all
      select pg_column_size(brief) + pg_column_size("writeUp") + pg_column_size(rules) + pg_column_size(rubric)
      from "Bounty" where "sponsorId" = ${ownerId}::uuid) each`;
  const most = env().MEMBER_KEPT_MB;
  if ((kept?.bytes ?? 0) + added <= most * 1e6) return;
  throw new AppError(
    "conflict",
    `You keep ${most.toLocaleString("en")} MB of imported circuits, views, labels and versions of findings, which is the most. Delete imports, views or drafts that you no longer need.`,
  );
}
