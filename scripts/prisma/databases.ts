import pg from "pg";

/** Parameters that Prisma reads from a URL and PostgreSQL would refuse. */
const prismaParameters = ["schema", "connection_limit", "pool_timeout", "pgbouncer", "socket_timeout"];

export function readDatasourceUrl(databaseUrl: string): { url: URL; schema: string | undefined } {
  const url = new URL(databaseUrl);
  const schema = url.searchParams.get("schema") ?? undefined;
  for (const name of prismaParameters) url.searchParams.delete(name);
  return { url, schema };
}

export function databaseNameOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}

export function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Databases are created and dropped from a connection to another one of the same server. */
export async function asAdministrator<Result>(
  databaseUrl: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const { url } = readDatasourceUrl(withDatabase(databaseUrl, "postgres"));
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
