import type { PoolClient } from "pg";
import { build } from "@/lib/build";
import { pool } from "@/lib/db/pool";
import type { BundleFile, Manifest } from "./manifest";
import { ParquetFile } from "./parquet-file";
import type { BundleTable } from "./table";
import { bundleTables } from "./tables/tables";

/** What a group of rows holds at most, and so what is held at once: fewer rows where they are long, as write-ups may be. */
const maxGroup = { rows: 5_000, bytes: 8_000_000 };
/** Rows that are asked for at once: few of long ones. A row has half a megabyte at most. */
const rowsAtOnce = { fewest: 10, most: 100, bytes: 1_000_000 };

export interface WrittenBundle {
  manifest: Manifest;
  files: { name: string; file: ParquetFile }[];
  close(): void;
}

export interface WriteBundleOptions {
  signal?: { throwIfAborted(): void };
  onTable?: (done: number, of: number) => Promise<void> | void;
}

/**
 * Writes every table to a file of its own, all of the same moment: what is published while it goes on is in the next bundle. Its
 * caller closes it.
 */
export async function writeBundle({
  signal,
  onTable = () => {},
}: WriteBundleOptions = {}): Promise<WrittenBundle> {
  const files: WrittenBundle["files"] = [];
  const listed: BundleFile[] = [];
  const close = () => {
    for (const { file } of files) file.close();
  };
  const client = await pool().connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    for (const [done, table] of bundleTables.entries()) {
      await onTable(done, bundleTables.length);
      const file = new ParquetFile(table.columns);
      const name = `${table.name}.parquet`;
      files.push({ name, file });
      await client.query(`declare rows no scroll cursor for ${table.query}`);
      for await (const group of groupsOf(client, signal)) await file.write(group);
      await client.query("close rows");
      const sha256 = await file.end();
      listed.push({ ...toldOf(table), name, rows: file.rows, bytes: file.bytes, sha256 });
    }
    await client.query("commit");
    client.release();
  } catch (error) {
    close();
    // What stands open in it ends with it.
    client.release(true);
    throw error;
  }
  return { manifest: { format: "circuit-commons/bundle@1", build, files: listed }, files, close };
}

type Row = Record<string, unknown>;

/** The rows of the cursor that stands open, group by group. */
async function* groupsOf(client: PoolClient, signal: WriteBundleOptions["signal"]): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  let bytes = 0;
  let asked = rowsAtOnce.fewest;
  for (let isMore = true; isMore; ) {
    signal?.throwIfAborted();
    const { rows } = await client.query<Row>(`fetch ${asked} from rows`);
    isMore = rows.length === asked;
    const came = rows.reduce((sum, row) => sum + sizeOf(row), 0);
    const fitting = Math.floor((rowsAtOnce.bytes * rows.length) / (came + 1));
    asked = Math.min(rowsAtOnce.most, Math.max(rowsAtOnce.fewest, fitting));
    group.push(...rows);
    bytes += came;
    if (group.length < maxGroup.rows && bytes < maxGroup.bytes) continue;
    yield group;
    [group, bytes] = [[], 0];
  }
  if (group.length > 0) yield group;
}

/** About what a row takes: its texts, and a little for all else. */
function sizeOf(row: Row): number {
  let bytes = 0;
  for (const value of Object.values(row)) bytes += typeof value === "string" ? value.length : 8;
  return bytes;
}

function toldOf({ about, licence, columns }: BundleTable) {
  return { about, licence, columns: columns.map(({ name, type, meaning }) => ({ name, type, meaning })) };
}
