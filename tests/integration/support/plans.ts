import pg from "pg";
import { databaseUrl } from "@/lib/db/client";

/** A statement as it was sent. */
interface Statement {
  text: string;
  values: unknown[];
}

/** A table of fewer pages, half a megabyte, is rightly read whole. */
const fewPages = 64;

/** What is sent at present, for who listens. */
let heard: ((statement: Statement) => void) | null = null;

// From here on, since a pool takes the driver's function when it connects.
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function listened(this: pg.Client, ...asked: unknown[]) {
  const [first, second] = asked;
  const text = typeof first === "string" ? first : textOf(first, "text");
  const values = Array.isArray(second) ? second : textOf(first, "values");
  if (typeof text === "string") heard?.({ text, values: Array.isArray(values) ? values : [] });
  return Reflect.apply(query, this, asked);
};

/** What work sends to the database, from the driver itself. */
async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  heard = (statement) => sent.push(statement);
  try {
    await work();
  } finally {
    heard = null;
  }
  return sent.filter(({ text }) => /^\s*(?:\(|(?:with|select|update|delete|insert)\b)/i.test(text));
}

function textOf(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? Reflect.get(of, name) : undefined;
}

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Total Cost": number;
  Plans?: Node[];
}

/** The tables that are so large, after `analyze`, that none is read whole to find some of its rows. */
export async function largeTables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select relname from pg_class where relkind = 'r' and relpages >= $1 and relnamespace = 'public'::regnamespace order by 1`,
      [fewPages],
    );
    return rows.map(({ relname }) => relname);
  } finally {
    await client.end();
  }
}

/** Large tables that PostgreSQL means to read whole for a statement that work sends, with the statement. */
export async function wholeReadsPlanned(
  work: () => Promise<unknown>,
): Promise<{ read: string[]; statements: number }> {
  const statements = await statementsOf(work);
  const large = new Set(await largeTables());
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const read: string[] = [];
    for (const { text, values } of statements) {
      const { rows } = await client.query(`explain (format json) ${text}`, values);
      const plan: Node = rows[0]["QUERY PLAN"][0].Plan;
      for (const table of wholeReadsIn(plan))
        if (large.has(table)) read.push(`${table}: ${text.slice(0, 300)}`);
    }
    return { read, statements: statements.length };
  } finally {
    await client.end();
  }
}

/** One that ends at a limit after a small part of the table, since most of its rows are wanted, reads no table whole. */
function wholeReadsIn(node: Node, limitCost = Number.POSITIVE_INFINITY): string[] {
  const { "Node Type": type, "Relation Name": table, "Total Cost": cost, Plans: parts = [] } = node;
  const isWhole = type === "Seq Scan" && table !== undefined && limitCost > cost / 10;
  const ends = type === "Limit" ? cost : Number.POSITIVE_INFINITY;
  return [...(isWhole ? [table] : []), ...parts.flatMap((part) => wholeReadsIn(part, ends))];
}
