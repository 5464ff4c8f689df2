import { db } from "@/lib/db/client";
import { stratumSchema } from "@/lib/labels/checks/stratum";
import { type GivenAnswer, putTogether, verdictIn } from "@/lib/labels/checks/told";
import { type CheckedWording, isCheckedBy, type TellerCount } from "./rank";

/** Labels whose answers are in memory at once. */
const maxLabels = 500;
const firstId = "00000000-0000-0000-0000-000000000000";

/** What is known of people's labels and answers, from rows. */
export interface Quality {
  wordings: CheckedWording[];
  tellers: TellerCount[];
}

interface Wording {
  labelId: string;
  wording: number;
}

interface Label {
  id: string;
  authorId: string;
  wording: number;
  blind: unknown;
}

interface Earlier extends Wording, Pick<GivenAnswer, "says" | "chosen"> {
  id: string;
  authorId: string;
  raterId: string | null;
  stratum: unknown;
}

/**
 * Every wording that people proposed by hand and others answered by, also what they took back or said otherwise since: who does so after a
 * label did badly gains nothing. What a moderator hides and whatever is a suspended person's is left out. And of everybody what they
 * answered by wordings that are borne out.
 */
export async function readQuality(atOnce = maxLabels): Promise<Quality> {
  const wordings = new Map<string, CheckedWording & Wording>();
  // What is revised between two reads stands in both, and counts once.
  for await (const each of presentWordings(atOnce)) wordings.set(keyOf(each), each);
  for await (const each of earlierWordings(atOnce)) wordings.set(keyOf(each), each);
  const all = [...wordings.values()];
  const borneOut = all.filter(({ verdict }) => verdict === "holds");
  return {
    wordings: all.map(({ authorId, verdict, isChecked }) => ({ authorId, verdict, isChecked })),
    tellers: await countTold(borneOut, atOnce),
  };
}

const keyOf = ({ labelId, wording }: Wording) => `${labelId} ${wording}`;

async function* presentWordings(atOnce: number): AsyncGenerator<CheckedWording & Wording> {
  for (let last = firstId; ; ) {
    const labels = await db().$queryRaw<Label[]>`
      select l.id, l."authorId", l.wording, l.blind from "Label" l join "User" u on u.id = l."authorId"
      where l.source = 'person' and l.blind is not null and l."hiddenAt" is null and u."suspendedAt" is null
        and l.id > ${last}::uuid
      order by l.id limit ${atOnce}`;
    for (const { id: labelId, authorId, wording, blind } of labels)
      yield { labelId, wording, authorId, verdict: verdictIn(blind), isChecked: isCheckedBy(blind) };
    const end = labels.at(-1);
    if (!end) return;
    last = end.id;
  }
}

async function* earlierWordings(atOnce: number): AsyncGenerator<CheckedWording & Wording> {
  for (let last = firstId; ; ) {
    const labels = await db().$queryRaw<{ id: string }[]>`
      select l.id from "Label" l join "User" u on u.id = l."authorId"
      where l.source = 'person' and l."hiddenAt" is null and u."suspendedAt" is null and l.id > ${last}::uuid
        and exists (select from "LabelCheck" c where c."labelId" = l.id and c.wording <> l.wording)
      order by l.id limit ${atOnce}`;
    const rows = await db().$queryRaw<Earlier[]>`
      with hands as (
        select c."labelId", c.wording, c."raterId" from "LabelCheck" c join "Label" l on l.id = c."labelId" and l.wording <> c.wording
        left join "User" r on r.id = c."raterId"
        where l.id = any(${labels.map(({ id }) => id)}::uuid[]) and not c."byProgram" and r."suspendedAt" is null
        group by 1, 2, 3 having bool_and(c."answeredAt" is not null))
      select c.id, c."labelId", c.wording, l."authorId", c."raterId", c.stratum, c.says, c.chosen
      from hands h join "LabelCheck" c on c."labelId" = h."labelId" and c.wording = h.wording
        and c."raterId" is not distinct from h."raterId" and not c."byProgram"
      join "Label" l on l.id = c."labelId"
      where c."goldId" is null`;
    const byWording = new Map<string, Earlier[]>();
    for (const row of rows) {
      const of = byWording.get(keyOf(row));
      if (of) of.push(row);
      else byWording.set(keyOf(row), [row]);
    }
    for (const of of byWording.values()) {
      const answers = of.map((row) => ({ ...row, stratum: stratumSchema.parse(row.stratum) }));
      const told = putTogether(answers, ({ raterId, id }) => raterId ?? id);
      const [first] = of;
      if (!told || !first) continue;
      const { labelId, wording, authorId } = first;
      yield { labelId, wording, authorId, verdict: verdictIn(told), isChecked: isCheckedBy(told) };
    }
    const end = labels.at(-1);
    if (!end) return;
    last = end.id;
  }
}

interface Counted {
  raterId: string;
  firingRight: number;
  firing: number;
  silentRight: number;
  silent: number;
}

/** Of hands that are answered whole by some wordings, what each person told; who could not tell is left out. */
async function countTold(wordings: readonly Wording[], atOnce: number): Promise<TellerCount[]> {
  const tellers = new Map<string, TellerCount>();
  for (let at = 0; at < wordings.length; at += atOnce)
    for (const { raterId, firingRight, firing, silentRight, silent } of await countedBy(
      wordings.slice(at, at + atOnce),
    )) {
      const known = tellers.get(raterId);
      tellers.set(raterId, {
        raterId,
        firing: { right: firingRight + (known?.firing.right ?? 0), of: firing + (known?.firing.of ?? 0) },
        silent: { right: silentRight + (known?.silent.right ?? 0), of: silent + (known?.silent.of ?? 0) },
      });
    }
  return [...tellers.values()];
}

const countedBy = (wordings: readonly Wording[]) => db().$queryRaw<Counted[]>`
    with hands as (
      select c."labelId", c.wording, c."raterId" from "LabelCheck" c
      join unnest(${wordings.map(({ labelId }) => labelId)}::uuid[], ${wordings.map(({ wording }) => wording)}::int[]) as w(label, number)
        on w.label = c."labelId" and w.number = c.wording
      where not c."byProgram"
      group by 1, 2, 3 having bool_and(c."answeredAt" is not null))
    select c."raterId", count(*) filter (where fires and says)::int as "firingRight", count(*) filter (where fires)::int as firing,
      count(*) filter (where not fires and not says)::int as "silentRight", count(*) filter (where not fires)::int as silent
    from hands h join "LabelCheck" c on c."labelId" = h."labelId" and c.wording = h.wording and c."raterId" = h."raterId"
    join "User" u on u.id = c."raterId"
    where not c."byProgram" and c."goldId" is null and c.says is not null and c.stratum->>'is' in ('band', 'near', 'random') and u."suspendedAt" is null
    group by 1`;
