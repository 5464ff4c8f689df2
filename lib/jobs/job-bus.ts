import pg from "pg";
import { databaseUrl } from "@/lib/db/client";
import { createLogger } from "@/lib/log";

type Listener = () => void;

/**
 * Tells listeners "look again" when a job's row changed, over one LISTEN connection a process. When the
 * connection is lost it comes back by itself, and then tells every listener once, since what happened
 * meanwhile was not heard.
 */
class JobBus {
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: pg.Client | null = null;
  private retryTimer: NodeJS.Timeout | null = null;
  private retryMillis = 250;
  private readonly log = createLogger("job-bus");

  subscribe(jobId: string, listener: Listener): () => void {
    const existing = this.listeners.get(jobId) ?? new Set();
    existing.add(listener);
    this.listeners.set(jobId, existing);
    if (!this.client && !this.retryTimer) void this.connect();
    return () => {
      existing.delete(listener);
      if (existing.size === 0) this.listeners.delete(jobId);
    };
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl(), keepAlive: true });
    this.client = client;
    client.on("notification", ({ payload }) => this.tell(payload ?? ""));
    client.on("error", (error) => this.reconnect(client, error));
    client.on("end", () => this.reconnect(client));
    try {
      await client.connect();
      await client.query("listen jobs");
      this.retryMillis = 250;
      for (const jobId of this.listeners.keys()) this.tell(jobId);
    } catch (error) {
      this.reconnect(client, error);
    }
  }

  private reconnect(client: pg.Client, error?: unknown): void {
    if (this.client !== client) return;
    this.client = null;
    client.end().catch((reason: unknown) => this.log.debug({ err: reason }, "closing a lost connection"));
    this.log.warn({ err: error, retryMillis: this.retryMillis }, "lost the notification connection");
    this.retryTimer = setTimeout(() => {
      this.retryTimer = null;
      void this.connect();
    }, this.retryMillis);
    this.retryTimer.unref();
    this.retryMillis = Math.min(this.retryMillis * 2, 5_000);
  }

  private tell(jobId: string): void {
    for (const listener of this.listeners.get(jobId) ?? []) listener();
  }
}

const holder = globalThis as typeof globalThis & { circuitCommonsJobBus?: JobBus };

export function subscribeToJob(jobId: string, listener: Listener): () => void {
  holder.circuitCommonsJobBus ??= new JobBus();
  return holder.circuitCommonsJobBus.subscribe(jobId, listener);
}
