import { db } from "@/lib/db/client";
import { recountLabels } from "@/lib/labels/recount";
import type { CrowdResult } from "./label-crowd";

export interface Lost {
  votes: number;
  answers: number;
  /** Acts that the log has twice. */
  doubled: number;
  differences: number;
}

/** What of all that people were told is done is not there, or there twice; and where what is stored is not what the log says. */
export async function findLost({ votes, answers }: CrowdResult): Promise<Lost> {
  const stored = new Map(
    (await db().labelVote.findMany({ select: { labelId: true, voterId: true, value: true } })).map((row) => [
      `${row.labelId} ${row.voterId}`,
      row.value,
    ]),
  );
  const said = new Map(
    (
      await db().labelCheck.findMany({
        where: { answeredAt: { not: null } },
        select: { id: true, says: true },
      })
    ).map(({ id, says }) => [id, says]),
  );
  const [logged] = await db().$queryRaw<{ doubled: number }[]>`
    select count(*)::int as doubled from (
      select 1 from "LabelEvent" where kind = 'voted' group by "labelId", "actorId" having count(*) > 1
      union all
      select 1 from "LabelEvent" where kind = 'answered' group by data->>'check' having count(*) > 1) twice`;
  return {
    votes: [...votes].filter(([key, value]) => stored.get(key) !== value).length,
    answers: [...answers].filter(([id, says]) => said.get(id) !== says).length,
    doubled: logged?.doubled ?? 0,
    differences: (await recountLabels()).length,
  };
}

/** Has every feature of which something is known named by one of a few authors, so that each may be checked and voted on. */
export async function nameAllQueued(
  authors: readonly string[],
  propose: (
    of: { dictionaryId: string; index: number; side: "input" },
    authorId: string,
    text: string,
  ) => Promise<unknown>,
): Promise<number> {
  const queued = await db().queuedFeature.findMany({
    where: { weight: { gte: 0 } },
    select: { dictionaryId: true, index: true },
  });
  for (const [n, of] of queued.entries())
    await propose({ ...of, side: "input" }, authors[n % authors.length] ?? "", `label number ${n}`);
  return queued.length;
}
