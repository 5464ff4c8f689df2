import { z } from "zod";
import type { Mode } from "@/lib/circuit-format/kinds";
import { db, Prisma } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { cutPage, type Page } from "@/lib/paging/page";
import { runTokens } from "@/lib/runs/run-tokens";
import type { AlikeCircuit } from "./alike-view";

/** By how many of a circuit's strongest features others are looked for, and how many of those that each leads to. */
const seedFeatures = 12;
const perSeed = 200;
/** How many are compared feature by feature: those that share most of the seeds' influence. */
const maxCompared = 80;

/** In millionths, the score of the last circuit before the page, and its id. */
export const alikeCursor = z
  .string()
  .regex(/^\d{1,7}_[\da-f-]{36}$/)
  .meta({ examples: ["607927_019a22c5-5d2c-7a80-9d5d-5b8c6d0a7f11"] })
  .transform((text) => text.split("_", 2))
  .pipe(z.tuple([z.coerce.number<string>(), z.uuid()]))
  .transform(([millionths, circuitId]) => ({ millionths, circuitId }));

interface Row {
  circuitId: string;
  runId: string;
  target: string;
  mode: Mode;
  text: string;
  tokenIds: number[];
  tokenTexts: string[];
  model: string;
  millionths: number;
  sharedFeatures: number;
  findingId: string | null;
  title: string | null;
}

/**
 * "The same circuit elsewhere": circuits in other texts that most of the influence makes its way through by the same features.
 * A feature's weight in a circuit is the sum of its influence over the positions at which it stands there, so neither words nor
 * places count. The score is the weighted Jaccard similarity (Ruzicka's) of two circuits' weights a and b: sum min(a, b) / sum
 * max(a, b). It is exact for every circuit that is listed; those that are compared are the 80 that share most of the twelve
 * strongest features' weight, among the 200 places in other texts at which each of these has the most influence. Throws "not-found".
 */
export async function findAlike({
  circuitId,
  cursor,
  limit = 20,
}: {
  circuitId: string;
  cursor?: z.output<typeof alikeCursor> | undefined;
  limit?: number | undefined;
}): Promise<Page<AlikeCircuit>> {
  const own = await db().circuit.findFirst({
    where: { id: circuitId, computedAt: { not: null } },
    select: { runId: true },
  });
  if (!own) throw notFound("circuit");
  const rows = await db().$queryRaw<Row[]>`
    with mine as materialized (
      select "featureId", sum(influence) as weight from "CircuitFeature"
      where "circuitId" = ${circuitId}::uuid group by "featureId"),
    seeds as (select * from mine where weight > 0 order by weight desc, "featureId" limit ${seedFeatures}),
    seeded as (
      -- A feature at several places is one: how often it stands somewhere makes nothing more alike.
      select c."circuitId", least(s.weight, sum(c.influence)) as shared from seeds s cross join lateral (
        -- Circuits of the same text are left out here, or they would take the places of all others.
        select cf."circuitId", cf.influence from "CircuitFeature" cf
        join "Circuit" o on o.id = cf."circuitId" and o."runId" <> ${own.runId}::uuid and o."computedAt" is not null
        where cf."featureId" = s."featureId"
        order by cf.influence desc, cf."circuitId" limit ${perSeed}) c
      group by c."circuitId", s."featureId", s.weight),
    near as materialized (
      select "circuitId" from seeded group by "circuitId" order by sum(shared) desc, "circuitId" limit ${maxCompared}),
    theirs as (
      select n."circuitId", t."featureId", t.weight from near n cross join lateral (
        select cf."featureId", sum(cf.influence) as weight from "CircuitFeature" cf
        where cf."circuitId" = n."circuitId" group by cf."featureId") t),
    scored as (
      select t."circuitId", count(m."featureId")::int as "sharedFeatures",
        (1e6 * sum(least(t.weight, coalesce(m.weight, 0)))
          / (sum(t.weight) + (select sum(weight) from mine) - sum(least(t.weight, coalesce(m.weight, 0)))))::int as millionths
      from theirs t left join mine m on m."featureId" = t."featureId" group by t."circuitId")
    select s.*, c."runId", c.target, c.mode::text as mode, r.text, coalesce(r."tokenIds", '{}') as "tokenIds",
      coalesce(r."tokenTexts", '{}') as "tokenTexts", m.name as model,
      f.id as "findingId", f.title
    from scored s
    join "Circuit" c on c.id = s."circuitId"
    join "Run" r on r.id = c."runId" join "Model" m on m.id = r."modelId"
    left join lateral (
      select f.id, f.title from "Finding" f join "User" u on u.id = f."authorId" and u."suspendedAt" is null
      where f."circuitId" = c.id and f."publishedAt" is not null order by f.id desc limit 1) f on true
    where s.millionths > 0 and ${after(cursor)}
    order by s.millionths desc, s."circuitId" desc limit ${limit + 1}`;
  const page = cutPage(rows, limit, (row) => `${row.millionths}_${row.circuitId}`);
  const items = page.items.map(async ({ millionths, model, tokenIds, tokenTexts, ...circuit }) => ({
    ...circuit,
    tokens: await runTokens({ model: { name: model }, tokenIds, tokenTexts }),
    score: millionths / 1e6,
  }));
  return { ...page, items: await Promise.all(items) };
}

function after(cursor: z.output<typeof alikeCursor> | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`true`;
  return Prisma.sql`(s.millionths, s."circuitId") < (${cursor.millionths}::int, ${cursor.circuitId}::uuid)`;
}
