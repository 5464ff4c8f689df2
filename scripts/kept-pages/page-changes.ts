import pg from "pg";
import { createLogger } from "@/lib/log";

/** How often it is asked whether the database still tells, and how long it may take to say so. */
const beatMillis = 500;
const answerMillis = 1_000;
/** Rows of which it is known when they changed; of more it is only known that it was before. */
const maxRows = 20_000;

/**
 * Hears from the database what changed of what pages show, in an order of its own: each change has a number, and a page
 * is still what it was made of when nothing of its topics has changed since the number at which it was begun. Whatever
 * happens while nobody hears counts as a change of everything.
 */
export class PageChanges {
  #client: pg.Client | null = null;
  #hears = false;
  #number = 1;
  /** Everything made before this number may have changed. */
  #floor = 1;
  readonly #changed = new Map<string, number>();
  #told = new Set<string>();
  #retry: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #log = createLogger("kept-pages");

  constructor(private readonly connectionString: string) {
    void this.#connect();
  }

  /** Whether changes are heard; while they are not, nothing may be kept. */
  get hears(): boolean {
    return this.#hears;
  }

  get number(): number {
    return this.#number;
  }

  /** Whether the database tells of changes of all of these. */
  tellsOf(topics: Iterable<string>): boolean {
    for (const topic of topics) if (!this.#told.has(topic) && !topic.includes(" ")) return false;
    return true;
  }

  /** Whether none of the topics has changed since a number. */
  isSame(topics: Iterable<string>, since: number): boolean {
    if (since < this.#floor) return false;
    for (const topic of topics) if ((this.#changed.get(topic) ?? 0) > since) return false;
    return true;
  }

  /** Resolves once all that was changed before it was called has been heard, or nothing is heard any more. */
  async heardSoFar(): Promise<void> {
    const client = this.#client;
    if (!client || !this.#hears) return;
    try {
      // A server tells a connection what it has to before it answers it.
      await client.query("select 1");
    } catch (error) {
      this.#lose(client, error);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#hears = false;
    if (this.#retry) clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    this.#retry = null;
    const client = new pg.Client({
      ...{ connectionString: this.connectionString, keepAlive: true },
      ...{ connectionTimeoutMillis: 5_000, query_timeout: answerMillis },
    });
    this.#client = client;
    client.on("notification", ({ payload = "" }) => this.#hear(payload));
    client.on("error", (error) => this.#lose(client, error));
    client.on("end", () => this.#lose(client));
    try {
      await client.connect();
      await client.query("listen pages");
      const { rows } = await client.query<{ name: string }>(
        `select distinct c.relname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where t.tgname = 'tells_pages' and c.relnamespace = current_schema()::regnamespace`,
      );
      this.#told = new Set(rows.map(({ name }) => name));
      this.#forgetAll();
      this.#hears = !this.#closed;
      await this.#beat(client);
    } catch (error) {
      this.#lose(client, error);
    }
  }

  /** A connection whose other end is gone says nothing by itself. */
  async #beat(client: pg.Client): Promise<void> {
    while (this.#client === client && !this.#closed) {
      await new Promise((resolve) => setTimeout(resolve, beatMillis).unref());
      await client.query("select 1");
    }
  }

  #lose(client: pg.Client, error?: unknown): void {
    if (this.#client !== client) return;
    const heard = this.#hears;
    this.#client = null;
    this.#hears = false;
    client.end().catch(() => {});
    if (this.#closed) return;
    // Said once, however long it takes.
    if (heard)
      this.#log.warn(
        { err: error },
        "lost the connection that tells of changes: no page is kept until it is back",
      );
    this.#retry = setTimeout(() => void this.#connect(), beatMillis).unref();
  }

  #hear(payload: string): void {
    const number = ++this.#number;
    const [table = "", ids] = payload.split(" ", 2);
    if (ids === undefined) this.#changed.set(table, number);
    else for (const id of ids.split(",")) this.#changed.set(`${table} ${id}`, number);
    if (this.#changed.size > maxRows) this.#forgetAll();
  }

  #forgetAll(): void {
    this.#changed.clear();
    this.#floor = ++this.#number;
  }
}
