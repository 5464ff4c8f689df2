import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const tries = 200;
const pauseMillis = 300;

/** The site's own tables, past all of its rules; a connection that goes with a killed database is made anew. */
export class Tables {
  constructor(readonly url: () => string) {}

  /** What is done within one transaction. Where the answer is lost it is done again: what may not be done twice waits until nothing is killed. */
  async within<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    for (let n = 1; ; n++)
      try {
        return await this.#once(work);
      } catch (error) {
        if (n === tries || !isLost(error)) throw error;
        await sleep(pauseMillis);
      }
  }

  async rows<Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return this.within(async (client) => (await client.query<Row>(statement, values)).rows);
  }

  async #once<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.url() });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("begin");
      const made = await work(client);
      await client.query("commit");
      return made;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Not what PostgreSQL says of a statement, but of itself (classes 08 and 57), or nothing at all. */
function isLost(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57)/.test(error.code ?? "");
  return true;
}
