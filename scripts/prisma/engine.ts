import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { SchemaEngineAdapterFactory } from "./adapter";

export interface EngineOptions {
  databaseUrl: string;
  shadowDatabaseUrl?: string;
  /** Path and text of each schema file. */
  datamodels?: [string, string][];
}

/** Where the engine's Rust code leaves the text of a panic. */
export const panicRegistry = {
  message: "",
  set_message(message: string) {
    this.message = message;
  },
};

let loaded = false;

/**
 * Node 20 cannot import a .wasm file as a module, so its two halves are put together here, as the package's own
 * entry does where it can.
 */
function load(): void {
  if (loaded) return;
  const require = createRequire(import.meta.url);
  const entry = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const code = readFileSync(entry.replace(/\.js$/, ".wasm"));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code), {
    "./schema_engine_bg.js": { ...glue },
  });
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panicRegistry });
  call(Reflect.get(glue, "__wbg_set_wasm"), instance.exports);
  call(instance.exports.__wbindgen_start);
  loaded = true;
}

function call(target: unknown, ...values: unknown[]): void {
  if (typeof target !== "function") throw new Error("@prisma/schema-engine-wasm is not laid out as expected");
  target(...values);
}

/** Prisma's schema engine, as npm ships it: WebAssembly over the PostgreSQL adapter. */
export async function createEngine(options: EngineOptions): Promise<glue.SchemaEngine> {
  load();
  const factory = new SchemaEngineAdapterFactory(options.databaseUrl, options.shadowDatabaseUrl);
  return glue.SchemaEngine.new(
    { datamodels: options.datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/** The SQL that leads from the migrations to the schema; empty when they match. `databaseUrl`: any empty one. */
export async function diffMigrations(
  databaseUrl: string,
  files: { schema: string; migrations: string },
): Promise<string> {
  const content = readFileSync(files.schema, "utf8");
  const engine = await createEngine({ databaseUrl, datamodels: [[files.schema, content]] });
  const { exitCode, stdout } = await engine.diff({
    from: { tag: "migrations", ...listMigrations(files.migrations) },
    to: { tag: "schemaDatamodel", files: [{ path: files.schema, content }] },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return exitCode === 0 ? "" : (stdout ?? "");
}

function listMigrations(folder: string): glue.MigrationList {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: folder,
    lockfile: {
      path: "migration_lock.toml",
      content: readFileSync(path.join(folder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(path.join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}
