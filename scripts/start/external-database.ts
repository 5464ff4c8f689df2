import pg from "pg";
import { AppError } from "@/lib/errors";

const oldestMajorVersion = 15;
const patienceSeconds = 10;

/** Connects once to the database that DATABASE_URL names; throws the sentence that says what is wrong with it. */
export async function checkExternalDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: patienceSeconds * 1000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    const version = rows[0]?.version ?? "unknown";
    if (Number.parseInt(version, 10) < oldestMajorVersion)
      throw new AppError(
        "unavailable",
        `The database at ${place(databaseUrl)} is PostgreSQL ${version}; the site needs ${oldestMajorVersion} or newer.`,
      );
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("unavailable", explain(error, databaseUrl), {}, { cause: error });
  } finally {
    // A connection that never stood has nothing to end.
    await client.end().catch(() => undefined);
  }
}

/** Host, port and name: what a reader needs to find the mistake, and never the password. */
function place(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `${hostname || "localhost"}:${port || "5432"}${pathname}`;
}

function explain(error: unknown, databaseUrl: string): string {
  const at = place(databaseUrl);
  const user = decodeURIComponent(new URL(databaseUrl).username);
  switch (codeOf(error)) {
    case "ECONNREFUSED":
      return `No database answers at ${at} (connection refused): start PostgreSQL there, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of the database at ${at} was not found: correct DATABASE_URL.`;
    case "28P01":
    case "28000":
      return `The database at ${at} refuses the user '${user}': correct the name or the password in DATABASE_URL.`;
    case "3D000":
      return `The server answers, but there is no database ${at}: create it, or correct DATABASE_URL.`;
    case "53300":
      return `The database at ${at} has no connection left to give: raise its max_connections, or end what uses them.`;
    default:
      return `The database at ${at} could not be reached (${error instanceof Error ? error.message : "no reason given"}): check DATABASE_URL and the network.`;
  }
}

function codeOf(error: unknown): unknown {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error ? error.code : undefined;
}
