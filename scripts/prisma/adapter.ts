import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  type ColumnType,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { asAdministrator, quoteName, readDatasourceUrl, withDatabase } from "./databases";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** The types that occur in PostgreSQL's catalogues and in the record of migrations, by their object id. */
const columnTypes: Record<number, ColumnType> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  19: ColumnTypeEnum.Text,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  25: ColumnTypeEnum.Text,
  26: ColumnTypeEnum.Int64,
  700: ColumnTypeEnum.Float,
  701: ColumnTypeEnum.Double,
  1000: ColumnTypeEnum.BooleanArray,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray,
  1005: ColumnTypeEnum.Int32Array,
  1007: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
  1016: ColumnTypeEnum.Int64Array,
  1028: ColumnTypeEnum.Int64Array,
  1042: ColumnTypeEnum.Text,
  1043: ColumnTypeEnum.Text,
  1184: ColumnTypeEnum.DateTime,
};

/**
 * Prisma's PostgreSQL adapter with what the schema engine needs and the adapter lacks: the catalogues' internal
 * "char" type, scripts sent whole (the adapter cuts them at every semicolon, also inside a function's body), and
 * a shadow database beside the one named.
 */
class SchemaEngineAdapter implements SqlDriverAdapter {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";

  constructor(
    private readonly inner: Adapter,
    private readonly afterwards: () => Promise<void> = async () => {},
  ) {}

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    const result = await this.inner
      .underlyingDriver()
      .query<unknown[]>({ text: query.sql, values: query.args, rowMode: "array" })
      .catch((error: unknown) => {
        throw error instanceof pg.DatabaseError ? asAdapterError(error) : error;
      });
    return {
      columnNames: result.fields.map((field) => field.name),
      columnTypes: result.fields.map((field) => columnTypes[field.dataTypeID] ?? ColumnTypeEnum.Text),
      rows: result.rows.map((row) =>
        row.map((value) => (value instanceof Date ? value.toISOString() : value)),
      ),
    };
  }

  async executeScript(script: string): Promise<void> {
    await this.inner.executeRaw({ sql: script, args: [], argTypes: [] });
  }

  executeRaw(query: SqlQuery) {
    return this.inner.executeRaw(query);
  }

  startTransaction(...level: Parameters<Adapter["startTransaction"]>) {
    return this.inner.startTransaction(...level);
  }

  getConnectionInfo() {
    return this.inner.getConnectionInfo();
  }

  async dispose(): Promise<void> {
    await this.inner.dispose();
    await this.afterwards();
  }
}

function asAdapterError(error: pg.DatabaseError): DriverAdapterError {
  return new DriverAdapterError({
    kind: "postgres",
    code: error.code ?? "N/A",
    severity: error.severity ?? "N/A",
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}

export class SchemaEngineAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";

  constructor(
    private readonly databaseUrl: string,
    private readonly shadowDatabaseUrl?: string,
  ) {}

  connect(): Promise<SqlDriverAdapter> {
    return this.connectTo(this.databaseUrl);
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    if (this.shadowDatabaseUrl !== undefined) return this.connectTo(this.shadowDatabaseUrl);
    const name = quoteName(`shadow_${randomUUID()}`);
    const run = (statement: string) =>
      asAdministrator(this.databaseUrl, (client) => client.query(statement).then(() => undefined));
    await run(`create database ${name}`);
    return this.connectTo(withDatabase(this.databaseUrl, name.slice(1, -1)), () =>
      run(`drop database if exists ${name} with (force)`),
    );
  }

  private async connectTo(databaseUrl: string, afterwards?: () => Promise<void>): Promise<SqlDriverAdapter> {
    const { url, schema } = readDatasourceUrl(databaseUrl);
    const inner = await new PrismaPg({ connectionString: url.href }, { schema }).connect();
    return new SchemaEngineAdapter(inner, afterwards);
  }
}
