import pg from "pg";
import { env } from "@/lib/env";
import { createLogger } from "@/lib/log";

/** How much longer than the server may take it is waited for to say so: one that hangs says nothing. */
const graceMillis = 3_000;

let statementSeconds = 12;

/** How long a transaction may take from its first statement to its last: longer than any of them. In milliseconds. */
export function transactionMillis(): number {
  return Math.max(12, statementSeconds) * 1000 + graceMillis;
}

/** For a process whose statements may take longer than a reader waits. Before its first query. */
export function allowStatements(seconds: number): void {
  statementSeconds = seconds;
}

/**
 * A pool of connections on which no statement takes longer than a reader waits, none waits for a lock nearly as long, and
 * no transaction is left open. A server that hangs is left soon after.
 */
export function openPool(connectionString: string, max: number): pg.Pool {
  const millis = statementSeconds * 1000;
  const opened = new pg.Pool({
    ...{
      connectionString,
      max,
      keepAlive: true,
      connectionTimeoutMillis: env().DATABASE_WAIT_SECONDS * 1000,
    },
    onConnect: goByUtc,
    ...{ statement_timeout: millis, lock_timeout: (millis * 2) / 3, query_timeout: millis + graceMillis },
    idle_in_transaction_session_timeout: millis * 2,
  });
  hearErrors(opened);
  opened.on("connect", leaveUnanswered);
  return opened;
}

/**
 * A pool for the queue's library, whose own stops hearing errors when it is asked to stop: a database that ends its last
 * connections just then would end the process. It waits for jobs, and so knows no limits of time.
 */
export function openQueuePool(connectionString: string, max: number): pg.Pool {
  const opened = new pg.Pool({ connectionString, max, keepAlive: true });
  hearErrors(opened);
  // Of one that is in use, whoever uses it is told too.
  opened.on("connect", (client) => client.on("error", () => {}));
  return opened;
}

/**
 * Before anything else is asked of a connection. Prisma's adapter writes moments and reads them without their offset: in a session that
 * went by its server's own clock each would be wrong by that.
 */
async function goByUtc(client: pg.ClientBase): Promise<void> {
  await client.query("set timezone to 'UTC'");
}

/** An idle connection that the database ends is replaced by itself; unheard, it would end the process. */
function hearErrors(opened: pg.Pool): void {
  opened.on("error", (error) =>
    createLogger("pool").warn({ reason: error.message }, "lost an idle connection"),
  );
}

/**
 * Has a connection closed once a query on it was not answered in time. pg would give the next query to the same
 * connection, to wait behind the one that hangs.
 */
function leaveUnanswered(client: pg.PoolClient): void {
  const { query } = client;
  Object.assign(client, {
    query: (...values: unknown[]): unknown => {
      const answer: unknown = Reflect.apply(query, client, values);
      // Asked with a callback, as the pool itself does, it is closed by the pool.
      if (answer instanceof Promise)
        answer.catch((error: unknown) => {
          if (error instanceof Error && error.message === "Query read timeout" && client instanceof pg.Client)
            void client.end();
        });
      return answer;
    },
  });
}
