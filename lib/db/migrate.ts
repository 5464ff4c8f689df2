import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { AppError } from "@/lib/errors";

export interface Migration {
  name: string;
  sql: string;
  /** As Prisma computes it: SHA-256 of the file, in hexadecimal. */
  checksum: string;
}

interface RecordedMigration {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** The key of Prisma's own migration lock, so that its command line and this applier exclude each other. */
const lockKey = 72_707_369;
const lockTimeoutSeconds = 120;

/** As Prisma's migration engine creates it. */
const createRecordTable = `
  create table _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

/** The migrations of a folder laid out as `<name>/migration.sql`, in the order of their names. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const contents = readFileSync(path.join(folder, name, "migration.sql"));
      const checksum = createHash("sha256").update(contents).digest("hex");
      return { name, sql: contents.toString("utf8"), checksum };
    });
}

/**
 * Brings a database up to the migrations given and returns the names of those it applied. Each runs in a
 * transaction together with its record, so a migration that fails leaves nothing behind. Appliers that run at
 * once take turns. Throws a sentence if the database was changed in another way than these migrations say.
 */
export async function applyMigrations(databaseUrl: string, migrations: Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    if ((await pendingMigrations(client, migrations)).length === 0) return [];
    await takeLock(client);
    const pending = await pendingMigrations(client, migrations);
    for (const migration of pending) await applyOne(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function takeLock(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = '${lockTimeoutSeconds}s'`);
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
  } catch (error) {
    throw new AppError(
      "unavailable",
      `Another process has been changing this database's tables for over ${lockTimeoutSeconds} s: wait until it is done, then start again.`,
      {},
      { cause: error },
    );
  }
  await client.query("set lock_timeout = 0");
}

async function pendingMigrations(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const recorded = await readRecord(client);
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const record of recorded) refuseMismatch(record, known.get(record.migration_name));
  const applied = new Set(recorded.map((record) => record.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function readRecord(client: pg.Client): Promise<RecordedMigration[]> {
  const { rows } = await client.query<{ present: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as present",
  );
  if (rows[0]?.present !== true) {
    await refuseForeignTables(client);
    return [];
  }
  const recorded = await client.query<RecordedMigration>(
    `select migration_name, checksum, finished_at from _prisma_migrations
     where rolled_back_at is null order by started_at, migration_name`,
  );
  return recorded.rows;
}

/** A database that holds somebody else's tables was most likely named by mistake. */
async function refuseForeignTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
       and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
     order by relname limit 1`,
  );
  if (rows[0] === undefined) return;
  throw new AppError(
    "conflict",
    `The database already holds tables that are not this site's (${rows[0].relname}, for one): name an empty database in DATABASE_URL.`,
  );
}

function refuseMismatch(record: RecordedMigration, migration: Migration | undefined): void {
  const name = record.migration_name;
  if (record.finished_at === null)
    throw new AppError(
      "conflict",
      `Migration ${name} was begun on this database and never finished: repair the tables and settle it with the tool that began it, or restore a backup.`,
    );
  if (migration === undefined)
    throw new AppError(
      "conflict",
      `The database is newer than this code: it has the migration ${name}, which is not in prisma/migrations. Update the code, or restore a backup made before that migration.`,
    );
  if (migration.checksum !== record.checksum)
    throw new AppError(
      "conflict",
      `Migration ${name} was changed after it was applied to this database: restore prisma/migrations/${name}/migration.sql and put the change into a new migration.`,
    );
}

async function applyOne(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    const { rows } = await client.query<{ present: boolean }>(
      "select to_regclass('_prisma_migrations') is not null as present",
    );
    if (rows[0]?.present !== true) await client.query(createRecordTable);
    await client.query(
      `insert into _prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    // The connection may be what failed; then the server has undone the transaction by itself.
    await client.query("rollback").catch(() => undefined);
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new AppError(
      "conflict",
      `Migration ${name} could not be applied and was undone, so the database is as it was before it: ${error.message}.`,
      {},
      { cause: error },
    );
  }
}
