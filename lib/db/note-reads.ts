import { z } from "zod";
import { isNoted, noteRead } from "@/lib/kept-pages/showing";

/** What Prisma's client knows of its schema. It is not part of its types; a test says when it is not there any more. */
const schemaOfClient = z.object({
  models: z.record(
    z.string(),
    z.object({
      dbName: z.string().nullish(),
      fields: z.array(z.object({ name: z.string(), kind: z.string(), type: z.string() })),
    }),
  ),
});

interface Tables {
  /** By the client's property: `run` is `Run`. */
  ofProperty: Map<string, string>;
  /** Of each table, where the fields that are relations lead. */
  relations: Map<string, Map<string, string>>;
  /** By the name that SQL knows: `RateLimit` is `rate_limit` there. */
  ofSql: Map<string, string>;
}

/** What a view of the database is made of: Prisma knows tables alone. */
const tablesOfView: Readonly<Record<string, string[]>> = {
  FeatureName: ["Feature", "FeatureEvidence", "Naming"],
};

/** The same client, which notes the tables that are read while a page is made (lib/kept-pages). */
export function noteReads<Client extends object>(client: Client): Client {
  return noting(client, tablesOf(client));
}

function tablesOf(client: object): Tables {
  const { models } = schemaOfClient.parse(Reflect.get(client, "_runtimeDataModel"));
  const tables: Tables = { ofProperty: new Map(), relations: new Map(), ofSql: new Map() };
  for (const [name, { dbName, fields }] of Object.entries(models)) {
    tables.ofProperty.set(name.charAt(0).toLowerCase() + name.slice(1), name);
    tables.ofSql.set(dbName ?? name, name);
    const relations = fields.filter(({ kind }) => kind === "object");
    tables.relations.set(name, new Map(relations.map((field) => [field.name, field.type])));
  }
  return tables;
}

function noting<Client extends object>(client: Client, tables: Tables): Client {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof name === "symbol") return value;
      const table = tables.ofProperty.get(name);
      if (table !== undefined && typeof value === "object" && value !== null)
        return notingModel(value, table, tables);
      if (typeof value !== "function") return value;
      if (name === "$transaction")
        return (work: unknown, ...rest: unknown[]): unknown => {
          const noted = typeof work === "function" ? (tx: object) => work(noting(tx, tables)) : work;
          return Reflect.apply(value, target, [noted, ...rest]);
        };
      if (!name.startsWith("$query") && !name.startsWith("$execute")) return value;
      return (...values: unknown[]): unknown => {
        if (isNoted()) noteRead(...tablesOfSql(sqlOf(values), tables));
        return Reflect.apply(value, target, values);
      };
    },
  });
}

function notingModel(model: object, table: string, tables: Tables): object {
  return new Proxy(model, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...values: unknown[]): unknown => {
        if (isNoted()) noteRead(table, ...tablesOfArguments(values, table, tables));
        return Reflect.apply(value, target, values);
      };
    },
  });
}

/** Every table to which a relation leads that is named in what a table is asked. */
function tablesOfArguments(value: unknown, table: string, tables: Tables): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => tablesOfArguments(each, table, tables));
  if (typeof value !== "object" || value === null) return [];
  const relations = tables.relations.get(table);
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === "_count" && inner === true) return [...(relations?.values() ?? [])];
    const other = relations?.get(name);
    // What is no relation (`where`, `OR`, `some`) is still about the same table.
    return [...(other ? [other] : []), ...tablesOfArguments(inner, other ?? table, tables)];
  });
}

/** The text of a raw query: a template with what is put into it, a `Prisma.sql`, or a string. */
function sqlOf([query, ...values]: unknown[]): string {
  if (typeof query === "string") return query;
  const isTemplate = Array.isArray(query);
  const strings: unknown = isTemplate ? query : Reflect.get(Object(query), "strings");
  const inner: unknown = isTemplate ? values : Reflect.get(Object(query), "values");
  const within = Array.isArray(inner) ? inner.map((each) => (isSql(each) ? sqlOf([each]) : "")) : [];
  return [...(Array.isArray(strings) ? strings : []), ...within].join(" ");
}

const isSql = (value: unknown) => typeof value === "object" && value !== null && "strings" in value;

/** The tables that a text names. A schema of somebody else's is a table of which nobody is told. */
function tablesOfSql(sql: string, { ofSql }: Tables): string[] {
  const words = sql.match(/\w+/g) ?? [];
  return words.flatMap((word) =>
    word === "graphile_worker" ? [word] : (tablesOfView[word] ?? ofSql.get(word) ?? []),
  );
}
