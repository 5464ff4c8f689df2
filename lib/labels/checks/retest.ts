import { Prisma, type Transaction } from "@/lib/db/client";
import type { SideKey } from "../label-event";
import { minAnswers, minContinuations, minRaters } from "./verdict";

/** After so many days as supported a label is tested again, by people who have not answered by it. */
export const retestDays = 30;

/** From when on what a side is called is tested again; null where it is not supported, or was tested already. Of an index. */
export const untestedSince = Prisma.sql`
  (case when n.state = 'supported' and n."leaderId" is not null and n."retestedAt" is null then n."standsSince" end)`;

/**
 * Notes that what leads a side was tested again: as many whole hands' answers, from as many people, as it takes to be supported, given
 * since that was due. They count as all answers do, so by now it may stand otherwise, and then nothing is noted. For who holds the side.
 */
export async function noteRetest(tx: Transaction, { dictionaryId, index, side }: SideKey): Promise<void> {
  const answers = side === "output" ? minContinuations : minAnswers;
  await tx.$executeRaw`
    update "Naming" n set "retestedAt" = clock_timestamp() from "Label" l
    where n."dictionaryId" = ${dictionaryId}::uuid and n.index = ${index} and n.side = ${side}::"LabelSide"
      and ${untestedSince} < clock_timestamp() - make_interval(days => ${retestDays}) and l.id = n."leaderId"
      and (select coalesce(sum(h.told), 0) >= ${answers} and count(*) >= ${minRaters} from (
        select count(*) filter (where c.says is not null or c.chosen is not null) as told from "LabelCheck" c
        where c."labelId" = l.id and c.wording = l.wording and not c."byProgram" and c."goldId" is null
        group by coalesce(c."raterId", c.id)
        having min(c."answeredAt") >= n."standsSince" + make_interval(days => ${retestDays})
          and bool_and(c."answeredAt" is not null)) h where h.told > 0)`;
}

/** When a supported label is tested again, and when it was, in a sentence. */
export function retestWords({
  standsSince,
  retestedAt,
}: {
  standsSince: Date;
  retestedAt: Date | null;
}): string {
  if (retestedAt) return `It was tested again by other people, until ${dayOf(retestedAt)}.`;
  const due = new Date(standsSince.getTime() + retestDays * 24 * 3_600_000);
  return `People who have not answered by it are asked again from ${dayOf(due)} on.`;
}

function dayOf(date: Date): string {
  return date.toLocaleDateString("en-GB", {
    ...{ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
  });
}
