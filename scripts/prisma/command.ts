import { readFileSync } from "node:fs";
import pg from "pg";
import { z } from "zod";
import { asAdministrator, databaseNameOf, quoteName, readDatasourceUrl } from "./databases";
import type { EngineOptions } from "./engine";

const datasourceSchema = z.object({ url: z.string(), shadowDatabaseUrl: z.string().optional() });

export interface EngineCommand {
  /** Set when the engine is asked for one thing on its command line, instead of being talked to. */
  once: string | undefined;
  options: EngineOptions;
}

/** Reads the arguments that Prisma's command line gives the native engine. */
export function parseCommand(values: string[]): EngineCommand {
  const valuesOf = (flag: string) => values.filter((_, index) => values[index - 1] === flag);
  const datasource = datasourceSchema.parse(JSON.parse(valuesOf("--datasource")[0] ?? '{"url":""}'));
  const datamodels = valuesOf("--datamodels").map((file): [string, string] => [
    file,
    readFileSync(file, "utf8"),
  ]);
  return {
    once: valuesOf("cli")[0],
    options: {
      databaseUrl: datasource.url,
      shadowDatabaseUrl: datasource.shadowDatabaseUrl,
      ...(datamodels.length > 0 ? { datamodels } : {}),
    },
  };
}

export async function createDatabase(databaseUrl: string): Promise<string> {
  const name = databaseNameOf(databaseUrl);
  await asAdministrator(databaseUrl, (client) => client.query(`create database ${quoteName(name)}`));
  return name;
}

/** The engine's three errands outside the conversation. */
export async function runOnce(errand: string, databaseUrl: string): Promise<void> {
  if (errand === "create-database") await createDatabase(databaseUrl);
  if (errand === "drop-database")
    await asAdministrator(databaseUrl, (client) =>
      client.query(`drop database ${quoteName(databaseNameOf(databaseUrl))}`),
    );
  if (errand !== "can-connect-to-database") return;
  const client = new pg.Client({ connectionString: readDatasourceUrl(databaseUrl).url.href });
  await client.connect();
  await client.end();
}

/** Prisma's own codes for what can go wrong with a connection; its command line acts on them. */
export function describeFailure(
  error: unknown,
  databaseUrl: string,
): { error_code: string; message: string } {
  const { url } = readDatasourceUrl(databaseUrl);
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  if (code === "3D000")
    return {
      error_code: "P1003",
      message: `Database \`${databaseNameOf(databaseUrl)}\` does not exist`,
    };
  if (code === "28P01" || code === "28000")
    return { error_code: "P1000", message: `The database server refuses the user \`${url.username}\`` };
  const reason = error instanceof Error ? error.message : String(error);
  return { error_code: "P1001", message: `Can't reach database server at \`${url.host}\` (${reason})` };
}
