import { createHash, randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { pieceBytes } from "./manifest";
import type { BundleColumn, ColumnType } from "./table";

const elements: Record<ColumnType, Pick<SchemaElement, "type" | "converted_type">> = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  json: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  int: { type: "INT32" },
  bigint: { type: "INT64" },
  double: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  moment: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
};

/**
 * A Parquet file as it is written, some rows at a time. It lies on the disk without a name, so that however its writer ends
 * nothing is left of it, and memory holds the rows of one group.
 */
export class ParquetFile {
  rows = 0;
  bytes = 0;
  private readonly hash = createHash("sha256");
  private readonly fd: number;
  private readonly writer: ParquetWriter;

  constructor(private readonly columns: readonly BundleColumn[]) {
    const name = path.join(tmpdir(), `commons-bundle-${randomUUID()}`);
    this.fd = openSync(name, "wx+", 0o600);
    rmSync(name);
    const writer = new ByteWriter();
    const take = () => this.append(writer.getBytes());
    Object.assign(writer, {
      flush: () => {
        take();
        writer.index = 0;
      },
      finish: take,
    });
    const schema: SchemaElement[] = [
      { name: "root", num_children: columns.length },
      ...columns.map(({ name, type }) => ({ name, repetition_type: "OPTIONAL" as const, ...elements[type] })),
    ];
    this.writer = new ParquetWriter({ writer, schema, createdBy: "circuit-commons" });
  }

  /** One group of rows, as PostgreSQL's driver gives them. */
  async write(rows: readonly Record<string, unknown>[]): Promise<void> {
    if (rows.length === 0) return;
    const columnData = this.columns.map(
      ({ name, type }): ColumnSource => ({ name, data: rows.map((row) => written(row[name], type)) }),
    );
    await this.writer.write({ columnData, rowGroupSize: rows.length });
    this.rows += rows.length;
  }

  /** Ends the file; returns its SHA-256 in hex. */
  async end(): Promise<string> {
    await this.writer.finish();
    fsyncSync(this.fd);
    return this.hash.digest("hex");
  }

  /** Its bytes in order, once it has ended. */
  *pieces(): Generator<Uint8Array<ArrayBuffer>> {
    for (let at = 0; at < this.bytes; ) {
      const piece = new Uint8Array(Math.min(pieceBytes, this.bytes - at));
      const read = readSync(this.fd, piece, 0, piece.length, at);
      if (read === 0) throw new Error("a bundle's file is shorter than was written");
      at += read;
      yield piece.subarray(0, read);
    }
  }

  close(): void {
    closeSync(this.fd);
  }

  private append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at, bytes.length - at);
    this.hash.update(bytes);
    this.bytes += bytes.length;
  }
}

function written(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === "json") return JSON.stringify(value);
  if (type === "bigint") return BigInt(String(value));
  return value;
}
