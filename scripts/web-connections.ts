import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { clientAddress } from "@/lib/limits/client-address";

export interface ConnectionBounds {
  /** Connections in all. */
  maxConnections: number;
  /** Connections of one address; behind a proxy, requests of one address that are being answered. */
  maxConnectionsPerAddress: number;
  /** What was answered and not yet taken by its readers, in all. */
  maxUnsentBytes: number;
  /** How long a reader may take nothing of what was answered. */
  stalledMillis: number;
}

interface Connection {
  socket: Socket;
  address: string;
  /** Requests on it that are being answered. */
  busy: number;
}

const sweepMillis = 1_000;
const refusal = "Too many connections are open. Close some, or try again in a moment.\n";

/**
 * Keeps the connections of a server within bounds. Where there are too many, of one address or in all, the longest open
 * one on which nothing is being answered makes room, of the address that has most; so whoever holds connections open
 * without asking for anything keeps nobody else out.
 */
export function boundConnections(server: Server, bounds: ConnectionBounds, trustProxy: boolean): void {
  // In the order in which they were opened.
  const open = new Map<Socket, Connection>();
  const counts = new Map<string, number>();

  server.on("connection", (socket: Socket) => {
    const address = addressOf(socket.remoteAddress);
    open.set(socket, { socket, address, busy: 0 });
    counts.set(address, (counts.get(address) ?? 0) + 1);
    socket.once("close", () => {
      open.delete(socket);
      const left = (counts.get(address) ?? 1) - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
    const ofOne = !trustProxy && (counts.get(address) ?? 0) > bounds.maxConnectionsPerAddress;
    if (!ofOne && open.size <= bounds.maxConnections) return;
    const idle =
      longestIdle(ofOne ? address : largestAddress(), socket) ?? (ofOne ? null : longestIdle(null, socket));
    if (idle) idle.destroy();
    else refuse(socket);
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const connection = open.get(request.socket);
    if (!connection) return;
    connection.busy++;
    response.once("close", () => connection.busy--);
  });
  server.setTimeout(bounds.stalledMillis, (socket: Socket) => {
    const isAnswering = (open.get(socket)?.busy ?? 0) > 0;
    // An answer in the making may take as long as it likes; one that its reader leaves lying may not.
    if (!isAnswering || socket.writableLength > 0) socket.destroy();
  });
  const sweep = setInterval(dropUnread, sweepMillis).unref();
  server.once("close", () => clearInterval(sweep));

  function longestIdle(address: string | null, except: Socket): Socket | null {
    for (const each of open.values())
      if (each.busy === 0 && each.socket !== except && (address === null || each.address === address))
        return each.socket;
    return null;
  }

  function largestAddress(): string {
    return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ["", 0])[0];
  }

  /** Of the address to which most is unsent, the readers that have been longest here, until it is little enough. */
  function dropUnread(): void {
    const unsent = new Map<string, number>();
    let all = 0;
    for (const { socket, address } of open.values()) {
      all += socket.writableLength;
      unsent.set(address, (unsent.get(address) ?? 0) + socket.writableLength);
    }
    if (all <= bounds.maxUnsentBytes) return;
    const most = (address: string) => unsent.get(address) ?? 0;
    for (const { socket } of [...open.values()].sort((a, b) => most(b.address) - most(a.address))) {
      if (all <= bounds.maxUnsentBytes) return;
      all -= socket.writableLength;
      if (socket.writableLength > 0) socket.destroy();
    }
  }
}

/** As limits count it (lib/limits/client-address.ts). */
export function addressOf(remoteAddress: string | undefined): string {
  return clientAddress(new Headers({ "x-forwarded-for": remoteAddress ?? "" }));
}

function refuse(socket: Socket): void {
  const head = [
    "HTTP/1.1 503 Service Unavailable",
    ...["retry-after: 5", "connection: close", "content-type: text/plain; charset=utf-8"],
    `content-length: ${refusal.length}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${refusal}`);
  // Whoever does not take even this is not waited for.
  setTimeout(() => socket.destroy(), 1_000).unref();
}

/** Counts what is being answered for each address that a trusted proxy states. */
export class AnswersByAddress {
  private readonly counts = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** Whether one more may be answered; then it counts until the response is closed. */
  take(stated: string | undefined, response: ServerResponse): boolean {
    const address = addressOf(stated);
    const count = this.counts.get(address) ?? 0;
    if (count >= this.max) return false;
    this.counts.set(address, count + 1);
    response.once("close", () => {
      const left = (this.counts.get(address) ?? 1) - 1;
      if (left > 0) this.counts.set(address, left);
      else this.counts.delete(address);
    });
    return true;
  }
}
