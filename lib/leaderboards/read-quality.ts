import { db } from "@/lib/db/client";
import { stratumSchema } from "@/lib/labels/checks/stratum";
import { type GivenAnswer, putTogether, verdictIn } from "@/lib/labels/checks/told";
import { type CheckedWording, isCheckedBy, type TellerCount } from "./rank";

/** What is known of people's labels and answers, from rows. */
export interface Quality {
  wordings: CheckedWording[];
  tellers: TellerCount[];
}

interface Label {
  id: string;
  authorId: string;
  wording: number;
  blind: unknown;
  hiddenAt: Date | null;
}

interface Earlier extends Pick<GivenAnswer, "says" | "chosen"> {
  id: string;
  labelId: string;
  wording: number;
  authorId: string;
  raterId: string | null;
  stratum: unknown;
}

/**
 * Every wording that people proposed by hand and others answered by, also what they took back or said otherwise since: who does so after a
 * label did badly gains nothing. What a moderator hides and whatever is a suspended person's is left out. And of everybody what they
 * answered by wordings that are borne out.
 */
export async function readQuality(): Promise<Quality> {
  const [labels, earlier] = await Promise.all([
    db().$queryRaw<Label[]>`
      select l.id, l."authorId", l.wording, l.blind, l."hiddenAt" from "Label" l join "User" u on u.id = l."authorId"
      where l.source = 'person' and l.blind is not null and l."hiddenAt" is null and u."suspendedAt" is null`,
    db().$queryRaw<Earlier[]>`
      with hands as (
        select c."labelId", c.wording, c."raterId" from "LabelCheck" c join "Label" l on l.id = c."labelId" and l.wording <> c.wording
        left join "User" r on r.id = c."raterId" join "User" u on u.id = l."authorId"
        where l.source = 'person' and not c."byProgram" and l."hiddenAt" is null and u."suspendedAt" is null
          and r."suspendedAt" is null
        group by 1, 2, 3 having bool_and(c."answeredAt" is not null))
      select c.id, c."labelId", c.wording, l."authorId", c."raterId", c.stratum, c.says, c.chosen
      from hands h join "LabelCheck" c on c."labelId" = h."labelId" and c.wording = h.wording
        and c."raterId" is not distinct from h."raterId" and not c."byProgram"
      join "Label" l on l.id = c."labelId"
      where c."goldId" is null`,
  ]);
  const present = labels.map(({ id, authorId, wording, blind }) => ({
    ...{ key: `${id} ${wording}`, authorId, verdict: verdictIn(blind), isChecked: isCheckedBy(blind) },
  }));
  const byWording = new Map<string, Earlier[]>();
  for (const row of earlier) {
    const key = `${row.labelId} ${row.wording}`;
    const rows = byWording.get(key);
    if (rows) rows.push(row);
    else byWording.set(key, [row]);
  }
  const before = [...byWording].flatMap(([key, rows]) => {
    const answers = rows.map((row) => ({ ...row, stratum: stratumSchema.parse(row.stratum) }));
    const told = putTogether(answers, ({ raterId, id }) => raterId ?? id);
    const [first] = rows;
    return told && first
      ? [{ key, authorId: first.authorId, verdict: verdictIn(told), isChecked: isCheckedBy(told) }]
      : [];
  });
  const all = [...present, ...before];
  const borneOut = all.filter(({ verdict }) => verdict === "holds").map(({ key }) => key);
  return { wordings: all, tellers: await countTold(borneOut) };
}

interface Counted {
  raterId: string;
  firingRight: number;
  firing: number;
  silentRight: number;
  silent: number;
}

/** Of hands that are answered whole by some wordings (`label wording`), what each person told; who could not tell is left out. */
async function countTold(wordings: readonly string[]): Promise<TellerCount[]> {
  const rows = await db().$queryRaw<Counted[]>`
    with hands as (
      select c."labelId", c.wording, c."raterId" from "LabelCheck" c
      where not c."byProgram" and c."labelId" || ' ' || c.wording = any(${[...wordings]}::text[])
      group by 1, 2, 3 having bool_and(c."answeredAt" is not null))
    select c."raterId", count(*) filter (where fires and says)::int as "firingRight", count(*) filter (where fires)::int as firing,
      count(*) filter (where not fires and not says)::int as "silentRight", count(*) filter (where not fires)::int as silent
    from hands h join "LabelCheck" c on c."labelId" = h."labelId" and c.wording = h.wording and c."raterId" = h."raterId"
    join "User" u on u.id = c."raterId"
    where not c."byProgram" and c."goldId" is null and c.says is not null and c.stratum->>'is' in ('band', 'near', 'random') and u."suspendedAt" is null
    group by 1`;
  return rows.map(({ raterId, firingRight, firing, silentRight, silent }) => ({
    ...{ raterId, firing: { right: firingRight, of: firing }, silent: { right: silentRight, of: silent } },
  }));
}
