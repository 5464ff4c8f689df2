import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { type OwnRows, ownRows } from "./own-rows";

export const accountFormat = "circuit-commons/account@1";

/** Rows in memory at once: a revision of a finding is some hundred kilobytes. */
const rowsAtOnce = 20;

/**
 * Everything that the site has of somebody, as one JSON document, all of one moment: an object by table, each the rows as they stand,
 * without what Markdown was rendered to. Imported circuits are listed, and each is to be had at its own address.
 */
export async function* exportAccount(userId: string): AsyncGenerator<string> {
  const client = await pool().connect();
  let whole = false;
  try {
    await client.query("begin isolation level repeatable read read only");
    yield `{"format":"${accountFormat}","exportedAt":${JSON.stringify(new Date())},"tables":[`;
    for (const [n, rows] of ownRows.entries()) {
      yield `${n === 0 ? "" : ","}\n{"table":"${rows.table}","by":${JSON.stringify(rows.column ?? null)},"rows":[`;
      yield* rowsOf(client, rows, userId);
      yield "]}";
    }
    yield "]}\n";
    await client.query("commit");
    whole = true;
  } finally {
    // Who left in the middle leaves a transaction open, which ends with its connection.
    client.release(!whole);
  }
}

async function* rowsOf(client: PoolClient, { table, where, without = [] }: OwnRows, userId: string) {
  const query = `select (to_jsonb(t) - $2::text[])::text as row from "${table}" t where ${where}`;
  await client.query(`declare own no scroll cursor for ${query}`, [userId, without]);
  for (let isFirst = true; ; isFirst = false) {
    const { rows } = await client.query<{ row: string }>(`fetch ${rowsAtOnce} from own`);
    if (rows.length > 0) yield `${isFirst ? "\n" : ",\n"}${rows.map(({ row }) => row).join(",\n")}`;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query("close own");
}
