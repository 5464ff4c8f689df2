import pg from "pg";
import { createLogger } from "@/lib/log";
import { databaseUrl } from "./client";

type Listener = () => void;

/**
 * What the database tells whoever waits: a job by its id, the labels of a feature and who looks at it by its dictionary and index, what is
 * said about something.
 */
export type Channel = "jobs" | "labels" | "discussion" | "here";
const channels: readonly Channel[] = ["jobs", "labels", "discussion", "here"];

/**
 * Tells listeners "look again" when something changed, over one LISTEN connection a process. When the connection is lost
 * it comes back by itself, and then tells every listener once, since what happened meanwhile was not heard.
 */
class NotificationBus {
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: pg.Client | null = null;
  private retryTimer: NodeJS.Timeout | null = null;
  private retryMillis = 250;
  private readonly log = createLogger("notification-bus");

  subscribe(channel: Channel, subject: string, listener: Listener): () => void {
    const key = `${channel} ${subject}`;
    const existing = this.listeners.get(key) ?? new Set();
    existing.add(listener);
    this.listeners.set(key, existing);
    if (!this.client && !this.retryTimer) void this.connect();
    return () => {
      existing.delete(listener);
      if (existing.size === 0 && this.listeners.get(key) === existing) this.listeners.delete(key);
    };
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl(), keepAlive: true });
    this.client = client;
    client.on("notification", ({ channel, payload = "" }) => this.tell(`${channel} ${payload}`));
    client.on("error", (error) => this.reconnect(client, error));
    client.on("end", () => this.reconnect(client));
    try {
      await client.connect();
      for (const channel of channels) await client.query(`listen ${channel}`);
      this.retryMillis = 250;
      for (const key of this.listeners.keys()) this.tell(key);
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

  private tell(key: string): void {
    for (const listener of this.listeners.get(key) ?? []) listener();
  }
}

const holder = globalThis as typeof globalThis & { circuitCommonsBus?: NotificationBus };

/** Has a listener told whenever a subject of a channel changed, until what is returned is called. */
export function subscribe(channel: Channel, subject: string, listener: Listener): () => void {
  holder.circuitCommonsBus ??= new NotificationBus();
  return holder.circuitCommonsBus.subscribe(channel, subject, listener);
}
