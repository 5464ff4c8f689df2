import { connect, type Socket } from "node:net";
import { median, report } from "./measure";

/** What readers got in one spell. */
export interface Spell {
  perSecond: number;
  /** How long each answer took, in ms. */
  millis: number[];
  /** Of the readers themselves, in cores. */
  ownCores: number;
}

/**
 * So many readers who ask for one page after another for some time, each over a connection that is kept. They take as little
 * of the machine as they can: a request is the same few bytes each time, and of an answer only its head is looked at.
 */
export async function readFor(
  addresses: readonly string[],
  { readers, millis, headers }: { readers: number; millis: number; headers: Record<string, string> },
): Promise<Spell> {
  const before = process.cpuUsage();
  const began = performance.now();
  const times = await Promise.all(
    Array.from({ length: readers }, (_, reader) => readOneByOne(addresses, reader, began + millis, headers)),
  );
  const lasted = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  const all = times.flat();
  return { perSecond: (all.length * 1000) / lasted, millis: all, ownCores: (user + system) / 1000 / lasted };
}

/** Prints what several spells came to. */
export function reportSpells(way: string, spells: readonly Spell[], minPerSecond?: number): number {
  const rate = median(spells.map(({ perSecond }) => perSecond).sort((a, b) => a - b));
  const millis = spells.flatMap((spell) => spell.millis).sort((a, b) => a - b);
  report(`mixed pages a second, ${way}, median of ${spells.length} spells`, rate, "pages/s");
  report(
    `so a page, ${way}, takes`,
    1000 / rate,
    "ms",
    minPerSecond === undefined ? undefined : 1000 / minPerSecond,
  );
  report(`a reader waits, ${way}, median`, median(millis), "ms");
  report(
    `a reader waits, ${way}, one of a hundred longer`,
    millis[Math.floor(millis.length * 0.99)] ?? 0,
    "ms",
  );
  const cores = spells.map(({ ownCores }) => ownCores).sort((a, b) => a - b);
  report(`cores the readers took, ${way}, median`, median(cores), "cores");
  return rate;
}

async function readOneByOne(
  addresses: readonly string[],
  first: number,
  until: number,
  headers: Record<string, string>,
): Promise<number[]> {
  const { hostname, port, host } = new URL(addresses[0] ?? "");
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const given = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const requests = addresses.map((address) => {
    const { pathname, search } = new URL(address);
    return `GET ${pathname}${search} HTTP/1.1\r\n${given.join("")}\r\n`;
  });
  const times: number[] = [];
  try {
    for (let n = first; performance.now() < until; n++) {
      const start = performance.now();
      await ask(socket, requests[n % requests.length] ?? "");
      times.push(performance.now() - start);
    }
  } finally {
    socket.destroy();
  }
  return times;
}

/** Resolves once the whole answer has come. Answers without a length come in chunks, of which the last is empty. */
function ask(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let begun: Buffer = Buffer.alloc(0);
    let left = -1;
    let tail = "";
    function done(error?: Error) {
      socket.off("data", take).off("error", done).off("close", closed);
      if (error) reject(error);
      else resolve();
    }
    const closed = () => done(new Error(`the connection was closed: ${request.split("\r\n", 1)[0]}`));
    function take(data: Buffer) {
      let body = data;
      if (left === -1) {
        begun = begun.length > 0 ? Buffer.concat([begun, data]) : data;
        const end = begun.indexOf("\r\n\r\n");
        if (end === -1) return;
        const head = begun.toString("latin1", 0, end);
        if (!head.startsWith("HTTP/1.1 200 ")) return done(new Error(head));
        const length = /\r\ncontent-length: (\d+)/i.exec(head);
        left = length ? Number(length[1]) : Number.POSITIVE_INFINITY;
        body = begun.subarray(end + 4);
      }
      left -= body.length;
      if (left === Number.POSITIVE_INFINITY)
        tail = (tail + body.toString("latin1", Math.max(0, body.length - 7))).slice(-7);
      if (left === 0 || tail === "\r\n0\r\n\r\n") done();
    }
    socket.on("data", take).on("error", done).on("close", closed);
    socket.write(request);
  });
}
