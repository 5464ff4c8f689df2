import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { startScratch } from "./postgres/embedded";

/** The SQL that leads from prisma/migrations, applied as a start does it, to prisma/schema.prisma; empty when they match. */
export async function schemaDifference(): Promise<string> {
  const scratch = await startScratch();
  try {
    await applyMigrations(scratch.databaseUrl, readMigrations(path.resolve("prisma/migrations")));
    const file = path.resolve("prisma/schema.prisma");
    const files = [{ path: file, content: readFileSync(file, "utf8") }];
    const engine = await openEngine(scratch.databaseUrl);
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: path.dirname(file) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? "" : (stdout ?? "");
  } finally {
    await scratch.stop();
  }
}

/** Prisma's schema engine as npm ships it, over a database: its native engine would have to be downloaded. */
async function openEngine(databaseUrl: string): Promise<glue.SchemaEngine> {
  // Node 20 cannot import a .wasm file as a module, so its two halves are put together here.
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const code = new WebAssembly.Module(readFileSync(entry.replace(/\.js$/, ".wasm")));
  const { exports } = new WebAssembly.Instance(code, { "./schema_engine_bg.js": { ...glue } });
  call(Reflect.get(glue, "__wbg_set_wasm"), exports);
  call(exports.__wbindgen_start);
  // The engine hands over the words of a panic before it throws an error without them.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: console.error } });
  const factory = bindMigrationAwareSqlAdapterFactory(new CatalogueReader({ connectionString: databaseUrl }));
  return glue.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
}

function call(target: unknown, ...values: unknown[]): void {
  if (typeof target !== "function") throw new Error("@prisma/schema-engine-wasm is not laid out as expected");
  target(...values);
}

/** PostgreSQL's types in the catalogues, by object id. All others are read as text. */
const columnTypes = new Map([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [1009, ColumnTypeEnum.TextArray],
]);

/** Prisma's adapter does not read the type "char", which the catalogues are full of. */
class CatalogueReader extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const queryRaw = async ({ sql: text, args: values }: SqlQuery) => {
      const { fields, rows } = await adapter
        .underlyingDriver()
        .query<unknown[]>({ text, values, rowMode: "array" });
      return {
        columnNames: fields.map(({ name }) => name),
        columnTypes: fields.map(({ dataTypeID }) => columnTypes.get(dataTypeID) ?? ColumnTypeEnum.Text),
        rows,
      };
    };
    return Object.assign(adapter, { queryRaw });
  }
}
