import { db } from "@/lib/db/client";

/** An id of one of many made-up rows. */
export const madeUpId = (kind: number, n: string) =>
  `('00000000-0000-7000-8${kind}00-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/**
 * Made-up published findings, each about a circuit of its own in a text of its own, of 20 features. Words and features are as
 * uneven as they are on a site: a few are on most.
 */
export async function fillSearch(findings: number): Promise<void> {
  const uneven = (n: string) => `floor(power(random(), 3) * ${n})::int`;
  const model = `(select id from "Model" order by id limit 1)`;
  const statements = [
    `insert into "User" (id, handle, "updatedAt") select ${madeUpId(1, "n")}, 'person-' || n, now()
     from generate_series(0, 99) n`,
    `insert into "Run" (id, "modelId", identity, text, "tokenIds", "tokenTexts", "computedAt", features,
       "featureCount", predictions)
     select ${madeUpId(2, "n")}, ${model}, 'made up ' || n, 'Text ' || n, '{0,1}', '{a,b}', now(), '', 0, '[]'
     from generate_series(1, ${findings}) n`,
    `insert into "Circuit" (id, "runId", identity, target, mode, threshold, "edgeThreshold", "maxNodes", "computedAt")
     select ${madeUpId(3, "n")}, ${madeUpId(2, "n")}, 'made up ' || n, 'logit.7@1', 'direct', 0.01, 0.001, 100, now()
     from generate_series(1, ${findings}) n`,
    `with features as (select min(id) as first, count(*) as many from "Feature")
     insert into "CircuitFeature" ("circuitId", "featureId", position, activation, influence, effect, expanded)
     select ${madeUpId(3, "n")}, first + ${uneven("many")}, k, 1, random(), random(), true
     from features, generate_series(1, ${findings}) n, generate_series(1, 20) k on conflict do nothing`,
    `insert into "Finding" (id, "circuitId", "authorId", title, body, "updatedAt", "publishedAt", "publishedRevision")
     select ${madeUpId(4, "n")}, ${madeUpId(3, "n")}, ${madeUpId(1, "n % 100")}, 'Of heads and word' || ${uneven("5000")},
       (select string_agg('word' || ${uneven("5000")}, ' ') from generate_series(1, 30) where n = n) || ' everywhere',
       now(), now() - (n || ' seconds')::interval, 1
     from generate_series(1, ${findings}) n`,
    "analyze",
  ];
  for (const statement of statements) await db().$executeRawUnsafe(statement);
}
