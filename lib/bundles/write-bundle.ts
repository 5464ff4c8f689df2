import { build } from "@/lib/build";
import { pool } from "@/lib/db/pool";
import type { BundleFile, Manifest } from "./manifest";
import { ParquetFile } from "./parquet-file";
import type { BundleTable } from "./table";
import { bundleTables } from "./tables/tables";

/** Rows of a group: what is held at once. */
const rowsAtOnce = 5_000;

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
      for (let rows = []; ; ) {
        signal?.throwIfAborted();
        ({ rows } = await client.query(`fetch ${rowsAtOnce} from rows`));
        await file.write(rows);
        if (rows.length < rowsAtOnce) break;
      }
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

function toldOf({ about, licence, columns }: BundleTable) {
  return { about, licence, columns: columns.map(({ name, type, meaning }) => ({ name, type, meaning })) };
}
