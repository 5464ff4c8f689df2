import { createInterface } from "node:readline";
import { z } from "zod";
import { createDatabase, describeFailure, parseCommand, runOnce } from "./command";
import { createEngine, type EngineOptions, panicRegistry } from "./engine";

const requestSchema = z.object({
  id: z.union([z.number(), z.string()]),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
});

const migrationsSchema = z.object({ migrationsList: z.unknown(), filters: z.unknown() });

const diffResultSchema = z.object({ stdout: z.string().nullish() });

/**
 * Stands in for the native schema engine that Prisma's command line would download: the same arguments, and the
 * same JSON-RPC, one message a line, over standard input and output.
 */
export async function converse(values: string[]): Promise<void> {
  if (values.includes("--version")) return void console.log("schema-engine-cli wasm");
  const command = parseCommand(values);
  process.on("uncaughtException", (error) => {
    log("ERROR", { is_panic: isPanic(error), message: textOf(error) });
    process.exit(isPanic(error) ? 101 : 1);
  });
  log("INFO", { message: "Starting schema engine" });
  if (command.once !== undefined) return runErrand(command.once, command.options.databaseUrl);
  for await (const line of createInterface({ input: process.stdin }))
    if (line.trim() !== "") await answer(line, command.options);
  process.exit(0);
}

async function runErrand(errand: string, databaseUrl: string): Promise<void> {
  try {
    await runOnce(errand, databaseUrl);
  } catch (error) {
    log("ERROR", { is_panic: false, ...describeFailure(error, databaseUrl) });
    process.exit(1);
  }
}

async function answer(line: string, options: EngineOptions): Promise<void> {
  const { id, method, params } = requestSchema.parse(JSON.parse(line));
  // A message without a method acknowledges one of our own.
  if (method === undefined) return;
  try {
    const result = await perform(method, params, options);
    if (method === "diff") print(diffResultSchema.parse(result).stdout ?? "");
    send({ id, result: result ?? null });
  } catch (error) {
    const data = { is_panic: isPanic(error), message: textOf(error), ...codeOf(error) };
    send({
      id,
      error: { code: 4466, message: "An error happened. Check the data field for details.", data },
    });
  }
}

async function perform(method: string, params: Record<string, unknown>, options: EngineOptions) {
  if (method === "createDatabase") return { databaseName: await createDatabase(options.databaseUrl) };
  const engine = await createEngine(options);
  // These two look the replayed migrations up in the engine's memory, which only a diagnosis fills in this build.
  if (method === "evaluateDataLoss" || method === "createMigration")
    await invoke(engine, "diagnoseMigrationHistory", {
      ...migrationsSchema.parse(params),
      optInToShadowDatabase: true,
    });
  return invoke(engine, method === "getDatabaseVersion" ? "version" : method, params);
}

async function invoke(engine: object, method: string, params: unknown): Promise<unknown> {
  const target: unknown = Reflect.get(engine, method);
  if (typeof target !== "function") throw new Error(`This build of the schema engine has no ${method}`);
  return target.call(engine, params);
}

function print(content: string): void {
  if (content !== "") send({ id: "print", method: "print", params: { content } });
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function log(level: string, fields: object): void {
  const record = { timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" };
  process.stderr.write(`${JSON.stringify(record)}\n`);
}

function isPanic(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError;
}

function textOf(error: unknown): string {
  if (isPanic(error) && panicRegistry.message !== "") return panicRegistry.message;
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): object {
  if (!(error instanceof Error)) return {};
  return { error_code: Reflect.get(error, "code"), meta: Reflect.get(error, "meta") };
}
