import pg from "pg";

/**
 * Fills a site's database, in which a model stands, with made-up findings: each of a circuit of its own with 20 features, ten
 * circuits to a text. Words, features, tags and authors are as uneven as they are on a site: a few are on most. What the site's
 * triggers would write one finding at a time is written at once, by the migration's own function. Some minutes for 200,000.
 */
export async function fillFindings(databaseUrl: string, findings: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Nobody reads meanwhile, and keys that are made here are there.
    await client.query("set session_replication_role = replica");
    await client.query("set work_mem = '256MB'");
    await client.query("begin");
    for (const [statement, values] of statements(findings)) await client.query(statement, values);
    await client.query("analyze");
    await client.query("select fill_catalogue()");
    await client.query("commit");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

const circuitsToARun = 10;
const featuresToACircuit = 20;

/** Of `n` things the first the most often. */
const uneven = (n: number) => `floor(power(random(), 3) * ${n})::int`;
const id = (kind: number, n: string) =>
  `('00000000-0000-7000-8${kind}00-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

function statements(findings: number): [string, unknown[]][] {
  const runs = Math.ceil(findings / circuitsToARun);
  const people = Math.max(10, Math.ceil(findings / 100));
  const model = `(select id from "Model" order by id limit 1)`;
  return [
    [
      `insert into "User" (id, handle, name, "updatedAt")
       select ${id(1, "n")}, 'person-' || n, 'Person ' || n, now() from generate_series(0, $1::int - 1) n`,
      [people],
    ],
    [
      `insert into "Run" (id, "modelId", identity, text, "tokenIds", "tokenTexts", features, "featureCount", predictions, "computedAt")
       select ${id(2, "n")}, ${model}, 'made up ' || n, 'Once there was word' || n, '{0,1,2}',
         array['<|endoftext|>', 'Once', ' there', ' was'] || array(
           select ' word' || ${uneven(5_000)} from generate_series(1, 10) where n = n), '', 0, '[]', now()
       from generate_series(0, $1::int - 1) n`,
      [runs],
    ],
    [
      `insert into "RunSet" ("runId", kind, "setId")
       select ${id(2, "n")}, s.kind, s.id from generate_series(0, $1::int - 1) n
       join "DictionarySet" s on s."modelId" = ${model} and s.rank = 0`,
      [runs],
    ],
    [
      `insert into "Circuit" (id, "runId", identity, target, mode, threshold, "edgeThreshold", "maxNodes", "nodeCount",
         "edgeCount", value, "replacementScore", "completenessScore", "computedAt", picture, structure)
       select ${id(3, "n")}, ${id(2, `n / ${circuitsToARun}`)}, 'made up ' || n,
         (array['logit.7@5', 'logit.8@5', 'logit-diff.7-8@5', 'attn.2.5@5', 'resid.3.9@5', 'mlp.1.2@5'])[1 + ${uneven(6)}],
         'direct', 0.01, 0.001, 5000, 50, 200, 1.5, random(), sqrt(random()), now(), $2::jsonb,
         jsonb_build_object('crosses', ${uneven(5)},
           'starts', (select jsonb_agg(distinct 'word' || ${uneven(5_000)}) from generate_series(1, 2) where n = n),
           'paths', (select jsonb_agg(distinct (array['attn-attn', 'attn-mlp', 'mlp-attn', 'attn-mlp-attn', 'mlp-mlp',
               'attn-attn-mlp', 'mlp-attn-mlp'])[1 + ${uneven(7)}]) from generate_series(1, 3) where n = n))
       from generate_series(0, $1::int - 1) n`,
      [findings, JSON.stringify(picture)],
    ],
    [
      `with features as (select min(f.id) as first, count(*) as many from "Feature" f
         join "Dictionary" d on d.id = f."dictionaryId" join "DictionarySet" s on s.id = d."setId" and s."modelId" = ${model})
       insert into "CircuitFeature" ("circuitId", "featureId", position, activation, influence, effect, expanded)
       select ${id(3, "n")}, first + floor(power(random(), 3) * many)::int, k, 1,
         random(), random(), true
       from features, generate_series(0, $1::int - 1) n, generate_series(1, ${featuresToACircuit}) k`,
      [findings],
    ],
    [
      `insert into "Finding" (id, "circuitId", "authorId", title, body, tags, "createdAt", "updatedAt", "publishedAt",
         "publishedRevision")
       select ${id(4, "n")}, ${id(3, "n")}, ${id(1, uneven(people))}, 'Finding number ' || n,
         'What it says of word' || n || '. And more.', array(select distinct 'tag ' || ${uneven(500)} from generate_series(1, 3) where n = n),
         now(), now(), now() - (($1::int - n) || ' seconds')::interval, 1
       from generate_series(0, $1::int - 1) n`,
      [findings],
    ],
    [
      `insert into "FindingRevision" ("findingId", number, title, body, tags, state, "writeUp")
       select id, 1, title, body, tags, state, jsonb_build_array(jsonb_build_object('tag', 'p', 'children', jsonb_build_array(body)))
       from "Finding" where id between ${id(4, "0")} and ${id(4, "2147483647")}`,
      [],
    ],
    [
      `insert into "Verification" (id, "circuitId", passed, "computedAt")
       select ${id(5, "n")}, ${id(3, "n")}, n % 20 > 0, now() from generate_series(0, $1::int - 1) n where random() < 0.6`,
      [findings],
    ],
    [
      `insert into "CausalCheck" (id, "circuitId", frozen, result, "computedAt")
       select ${id(6, "n")}, ${id(3, "n")}, false, '{"pearson": 0.9, "points": []}', now()
       from generate_series(0, $1::int - 1) n where random() < 0.3`,
      [findings],
    ],
  ];
}

/** As lib/circuits/small-picture.ts has one. */
const picture = {
  ...{ columns: 14, rows: 10 },
  nodes: Array.from({ length: 24 }, (_, n) => ({
    ...{ kind: n === 0 ? "target" : n % 3 === 0 ? "attn" : "resid", row: n === 0 ? 9 : n % 9 },
    ...{ column: n === 0 ? 13 : (n * 5) % 14, influence: 1 / (n + 1) },
  })),
  edges: Array.from({ length: 40 }, (_, n) => [1 + (n % 23), n % 7, n % 4 === 0 ? -0.2 : 0.5]),
};
