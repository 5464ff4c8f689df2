import { db } from "@/lib/db/client";
import { groupNames } from "./estimate-crowd";
import { type Item, readCrowd, unknownRater } from "./read-crowd";

/** Of all answers the latest are learned from: 50,000 take about a second. */
const maxAnswers = 50_000;
const seed = 1_979;

interface Row {
  raterId: string;
  says: boolean;
  /** Names the wording and the text. */
  text: string;
  /** Names the wording and the kind of text. */
  group: string;
  known: boolean | null;
}

/**
 * Learns everybody's error rates anew from what all answered, of hands that are answered whole, if anybody answered since: the same
 * answers give the same rates. Returns of how many people. Any number of processes may at once.
 */
export async function learnRates(now = new Date()): Promise<number> {
  const [last] = await db().$queryRaw<{ isLearned: boolean | null }[]>`
    select (select max("learnedAt") from "RaterRates")
      > greatest((select max("answeredAt") from "LabelCheck"), (select max(greatest("createdAt", "retiredAt")) from "GoldItem"),
        (select at from "ModerationAct" order by id desc limit 1)) as "isLearned"`;
  if (last?.isLearned) return 0;
  const rows = await findAnswers();
  const [raters, items, groups] = [
    new Map<string, number>(),
    new Map<string, Asked>(),
    new Map<string, number>(),
  ];
  const answers = new Map<string, number>();
  for (const { raterId, says, text, group, known } of rows) {
    const item = items.get(text) ?? { group: placeIn(groups, group), known, answers: [] };
    items.set(text, item);
    item.answers.push({ rater: placeIn(raters, raterId), says });
    answers.set(raterId, (answers.get(raterId) ?? 0) + 1);
  }
  const ids = [...raters.keys()];
  const read = readCrowd(
    { items: [...items.values()], groups: groups.size, raters: ids.map(() => unknownRater) },
    seed,
  );
  const learned = ids.map((raterId, j) => ({
    ...{ raterId, rates: read.raters[j], answers: answers.get(raterId) ?? 0 },
  }));
  await db().$executeRaw`
    insert into "RaterRates" ("raterId", rates, answers, "learnedAt")
    select l."raterId", l.rates, l.answers, ${now}
    from jsonb_to_recordset(${JSON.stringify(learned)}::jsonb) as l("raterId" uuid, rates jsonb, answers int)
    join "User" u on u.id = l."raterId"
    on conflict ("raterId") do update set rates = excluded.rates, answers = excluded.answers, "learnedAt" = excluded."learnedAt"`;
  return learned.length;
}

interface Asked extends Item {
  answers: { rater: number; says: boolean }[];
}

function placeIn(places: Map<string, number>, name: string): number {
  const place = places.get(name) ?? places.size;
  places.set(name, place);
  return place;
}

/** What somebody said of a text that they picked themselves tells nothing of them. Ordered, so that the same answers are read in the same order whenever they are. */
function findAnswers(): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    with latest as (
      select c.* from "LabelCheck" c join "User" u on u.id = c."raterId" and u."suspendedAt" is null
      where not c."byProgram" and c.says is not null and c.stratum->>'is' = any(${[...groupNames]})
        and not exists (select from "LabelCheck" o where o."labelId" = c."labelId" and o.wording = c.wording
          and o."raterId" = c."raterId" and not o."byProgram" and o."answeredAt" is null)
      order by c.id desc limit ${maxAnswers})
    select c."raterId", c.says, g.says as known,
      concat_ws('/', c."labelId", c.wording, c."indexId", c."window") as text,
      concat_ws('/', c."labelId", c.wording, c.stratum->>'is') as "group"
    from latest c left join "GoldItem" g on g."labelId" = c."labelId" and g.wording = c.wording and g."indexId" = c."indexId"
      and g."window" = c."window" and g."retiredAt" is null
      and not exists (select from "User" p where p.id = g."pickerId" and p."suspendedAt" is not null)
    where (g.id is null and c."goldId" is null) or (g.id is not null and g."pickerId" is distinct from c."raterId")
    order by c.id`;
}
