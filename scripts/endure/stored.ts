import type pg from "pg";
import { z } from "zod";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { unpackDocument } from "@/lib/documents/packed-document";
import type { StoredRow } from "./judge";
import { kinds } from "./ledger";

/** What stands in the site's database, past all of the site's rules. */

/** For each kind of write its mark, its content and its address. */
const rowsOf = {
  account: `select handle as mark, '' as content, handle as id from "User" where "passwordHash" is not null`,
  run: `select text as mark, text as content, id from "Run"`,
  circuit: `select "runId" || ' ' || target as mark, mode || ' ' || threshold as content, id from "Circuit"`,
  expansion: `select "circuitId" || ' ' || "nodeId" as mark, '' as content, id from "Expansion"`,
  view: `select name as mark, state as content, id from "SavedView"`,
  finding: `select title as mark, body as content, "findingId" as id from "FindingRevision" where number = 1`,
  revision: `select title as mark, body as content, "findingId" as id from "FindingRevision" where number > 1`,
};

const rowSchema = z.object({ mark: z.string(), content: z.string(), id: z.string() });

export async function readStored(client: pg.Client): Promise<StoredRow[]> {
  const stored: StoredRow[] = [];
  for (const kind of kinds) {
    const { rows } = await client.query(rowsOf[kind]);
    for (const row of z.array(rowSchema).parse(rows)) stored.push({ kind, ...row });
  }
  return stored;
}

/** What there must be nothing of, besides what goes for all that is computed: half of something. */
const halves: [what: string, statement: string][] = [
  [
    "computed run without features",
    `select id from "Run" where "computedAt" is not null and features is null`,
  ],
  [
    "computed expansion without its result",
    `select id from "Expansion" where "computedAt" is not null and result is null`,
  ],
  [
    "finding without a revision",
    `select id from "Finding" f where not exists (select 1 from "FindingRevision" where "findingId" = f.id)`,
  ],
  [
    "finding that is not as its latest revision, or has lost one",
    `select f.id from "Finding" f join "FindingRevision" r on r."findingId" = f.id group by f.id
     having f.revision <> max(r.number) or f.revision <> count(*)
       or f.body <> (array_agg(r.body order by r.number desc))[1]`,
  ],
  [
    "revision that was not rendered whole",
    `select "findingId" as id from "FindingRevision" where coalesce(strpos("writeUp"::text, title), 0) = 0`,
  ],
];

/** The same of the rows and jobs of every computation. */
function halvesOfComputations(tables: string[]): [what: string, statement: string][] {
  const pointing = tables.map((table) => `select 1 from "${table}" where "jobId" = j.id`);
  return [
    [
      "job of nothing",
      `select id from "Job" j where "parentId" is null and not exists (${pointing.join(" union all ")})`,
    ],
    ...tables.flatMap((table): [string, string][] => [
      [`${table} without its job`, `select id from "${table}" where "jobId" is null`],
      [
        `${table} that is computed while its job is not done, or the other way round`,
        `select t.id from "${table}" t join "Job" j on j.id = t."jobId"
         where (t."computedAt" is not null) <> (j.status = 'succeeded')`,
      ],
    ]),
  ];
}

/** A sentence for each thing of which a half is stored. */
export async function findHalves(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select table_name as name from information_schema.columns where column_name in ('jobId', 'computedAt')
    group by table_name having count(*) = 2`);
  const found: string[] = [];
  for (const [what, statement] of [...halves, ...halvesOfComputations(tables.map(({ name }) => name))])
    for (const { id } of (await client.query<{ id: string }>(statement)).rows) found.push(`${what}: ${id}`);
  return [...found, ...(await halfCircuits(client))];
}

const circuitRowSchema = z.object({
  id: z.string(),
  graph: z.instanceof(Uint8Array).nullable(),
  nodes: z.number(),
  edges: z.number(),
  features: z.number(),
});

/** Circuits whose graph cannot be read or is not what is counted of it, or whose features are not all listed. */
async function halfCircuits(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select id, graph, "nodeCount" as nodes, "edgeCount" as edges,
      (select count(*)::int from "CircuitFeature" where "circuitId" = c.id) as features
    from "Circuit" c where "computedAt" is not null`);
  return z
    .array(circuitRowSchema)
    .parse(rows)
    .flatMap(({ id, graph, nodes, edges, features }) => {
      const circuit = circuitSchema.safeParse(graph && unpackDocument(graph)).data;
      const whole =
        circuit?.nodes.length === nodes &&
        circuit.edges.length === edges &&
        circuit.nodes.filter(({ kind }) => isFeatureKind(kind)).length === features;
      return whole ? [] : [`circuit that is not whole: ${id}`];
    });
}

export interface Jobs {
  succeeded: number;
  /** The reasons of those that failed, "" where there is none. */
  failed: string[];
  /** Neither done nor given up. */
  open: number;
}

export async function readJobs(client: pg.Client): Promise<Jobs> {
  const { rows } = await client.query<{ status: string; error: string | null }>(
    `select status, error from "Job" where "parentId" is null`,
  );
  const of = (status: string) => rows.filter((row) => row.status === status);
  const [succeeded, failed] = [of("succeeded").length, of("failed").map(({ error }) => error ?? "")];
  return { succeeded, failed, open: rows.length - succeeded - failed.length };
}

/** Circuits that are there, and how many of their recomputations agreed with what is stored, and did not. */
export async function readVerifications(client: pg.Client): Promise<{ passed: number; failed: number }> {
  const { rows } = await client.query<{ passed: number; failed: number }>(`
    select count(*) filter (where passed)::int as passed, count(*) filter (where passed is not true)::int as failed
    from "Verification"`);
  return rows[0] ?? { passed: 0, failed: 0 };
}

export async function findComputedCircuits(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from "Circuit" where "computedAt" is not null order by id`,
  );
  return rows.map(({ id }) => id);
}
