import { reading } from "@/lib/bounty-entries/on-thread";
import { db } from "@/lib/db/client";
import { onThread } from "@/lib/threads/on-thread";
import type { EntryScoresView } from "./view";

/** Of each member of a team, the last ones that they had begun are looked at. */
const maxCircuits = 20_000;

/**
 * How many circuits an entry's team had begun on texts of the same pattern before it was committed to: texts of as many tokens in the same
 * model, of which half or more after the first are the same at the same places, the entered text among them. A target of a text counts once,
 * whatever its threshold, since entering itself has it traced at two more. What others had traced first, and was only looked at, is not
 * known. Counts alone: neither which nor when, so that nothing tells a judge who entered.
 */
export async function countTraced(
  { entryId, file, committedAt }: { entryId: string; file: Uint8Array; committedAt: Date },
  asker: string,
): Promise<NonNullable<EntryScoresView["traced"]>> {
  const { spec } = await onThread(reading, asker, () => new Uint8Array(file));
  const { tokenIds, target, modelChecksum } = spec;
  const length = tokenIds.length;
  const [row] = await db().$queryRaw<[NonNullable<EntryScoresView["traced"]>]>`
    with begun as (
      select c."runId", split_part(c.target, '@', 1) as feature, c.target
      from "EntryMember" m cross join lateral (
        select c."runId", c.target from "Circuit" c
        where c."requesterId" = m."memberId" and c."createdAt" <= ${committedAt} order by c.id desc limit ${maxCircuits}) c
      where m."entryId" = ${entryId}::uuid and m."confirmedAt" is not null),
    alike as (
      select b.* from begun b join "Run" r on r.id = b."runId" join "Model" o on o.id = r."modelId"
      where o.checksum = ${modelChecksum} and cardinality(r."tokenIds") = ${length}
        and 2 * (select count(*) from unnest(r."tokenIds"[2:], (${tokenIds}::int[])[2:]) as t(own, entered) where own = entered) >= ${length - 1})
    select count(distinct ("runId", target))::int as circuits, count(distinct "runId")::int as texts,
      count(distinct ("runId", target)) filter (where feature = ${target.split("@")[0] ?? ""})::int as "sameTarget"
    from alike`;
  return row;
}
