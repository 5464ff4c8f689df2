import pg from "pg";

/** As many dictionaries as a small model of two dozen has. */
const dictionaries = 24;

/**
 * Fills a site's database, in which a model stands, with a second model whose features have names and no more: one in ten is
 * called something by people, the others by rule. Words are as uneven as they are on a site. A minute for 600,000.
 */
export async function fillNames(databaseUrl: string, features: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // As in fill-findings.ts.
    await client.query("set session_replication_role = replica");
    await client.query("begin");
    for (const [statement, values] of statements(Math.ceil(features / dictionaries)))
      await client.query(statement, values);
    await client.query("commit");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

const id = (kind: number, n: string) =>
  `('00000000-0000-7000-8${kind}00-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const word = `(array['after', 'before', 'says', 'in a list', 'last name', 'comma', 'quoted', 'plural', 'past', 'of two'])`;

function statements(featuresEach: number): [string, unknown[]][] {
  const layers = dictionaries / 2;
  return [
    [
      `insert into "Model" (id, name, "displayName", description, architecture, licence, checksum, layers, heads, "dModel",
         "contextLength", "vocabularySize", "parameterCount", processing)
       select ${id(7, "0")}, 'many-names', 'A large model', '', architecture, licence, 'many-names', $1::int, heads, "dModel",
         "contextLength", "vocabularySize", "parameterCount", processing from "Model" order by id limit 1`,
      [layers],
    ],
    [
      `insert into "DictionarySet" (id, "modelId", kind, name, "displayName", licence, checksum)
       select ${id(8, "n")}, ${id(7, "0")}, kind::"DictionaryKind", kind, kind, '', ''
       from unnest(array['resid', 'mlp']) with ordinality as kinds(kind, n)`,
      [],
    ],
    [
      `insert into "Dictionary" (id, "setId", layer, "dSae", architecture, "hookIn", "hookOut", checksum)
       select ${id(9, "n")}, ${id(8, `1 + n / ${layers}`)}, n % ${layers}, $1::int, 'standard', 'in', 'out', ''
       from generate_series(0, ${dictionaries - 1}) n`,
      [featuresEach],
    ],
    [
      `insert into "FeatureIndex" (id, "modelId", identity, "corpusName", "corpusLicence", "corpusChecksum", "corpusBytes",
         "corpusPath", parts, "sampledShare")
       values (${id(7, "1")}, ${id(7, "0")}, 'many names', 'Stories', 'MIT', '', 1, '', 1, 1)`,
      [],
    ],
    [
      `insert into "Feature" ("dictionaryId", index)
       select ${id(9, "d")}, n from generate_series(0, ${dictionaries - 1}) d, generate_series(0, $1::int - 1) n`,
      [featuresEach],
    ],
    [
      `insert into "FeatureEvidence" ("dictionaryId", index, "indexId", "standIn", density, "maxActivation", document)
       select ${id(9, "d")}, n, ${id(7, "1")},
         ${word}[1 + floor(10 * power(random(), 2))::int] || ' name' || floor(5000 * power(random(), 3))::int || ' number ' || n,
         power(random(), 4), 100 * random(), ''
       from generate_series(0, ${dictionaries - 1}) d, generate_series(0, $1::int - 1) n`,
      [featuresEach],
    ],
    [
      `insert into "Naming" ("dictionaryId", index, side, "leaderId", text)
       select ${id(9, "d")}, n, 'input', gen_random_uuid(),
         'fires ' || ${word}[1 + floor(10 * power(random(), 2))::int] || ' name' || floor(5000 * power(random(), 3))::int
       from generate_series(0, ${dictionaries - 1}) d, generate_series(0, $1::int - 1, 10) n`,
      [featuresEach],
    ],
  ];
}
