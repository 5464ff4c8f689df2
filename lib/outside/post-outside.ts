import type { ClientRequest, IncomingMessage } from "node:http";
import { request } from "node:https";
import type { LookupFunction } from "node:net";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";
import { type ResolveName, resolveName } from "./resolve-name";

/** What kept a request from its answer. */
export type OutsideTrouble = "name" | "private" | "certificate" | "connection" | "time";

export class OutsideError extends Error {
  override readonly name = "OutsideError";
  constructor(readonly trouble: OutsideTrouble) {
    super(`Nothing was answered: ${trouble}.`);
  }
}

export interface OutsideAnswer {
  status: number;
  /** The first bytes of the body. */
  start: Buffer;
}

export type PostOutside = (
  url: string,
  sent: { headers: Record<string, string>; body: string },
) => Promise<OutsideAnswer>;

interface OutsideWorld {
  resolve?: ResolveName;
  /** Addresses that are reached though they are not public, and the authority of what stands there. For tests: no setting gives it. */
  trusted?: { addresses: string[]; ca: string };
  maxSeconds?: number;
}

/** Of an answer as much is read. */
const maxBytes = 2_048;
const maxHeaderBytes = 8_192;

/**
 * A POST to addresses that anybody names, over TLS. Where a name leads is decided once, when the connection is made, and refused where it
 * leads to one address that is not public unicast, whichever way that is written; a redirection is an answer like any other. Nothing is
 * kept open. Throws `OutsideError`.
 */
export function outsidePoster({
  resolve = resolveName,
  trusted,
  maxSeconds = 10,
}: OutsideWorld = {}): PostOutside {
  const lookup: LookupFunction = (name, options, done) => {
    resolve(name).then(
      (found) => {
        const [first] = found;
        if (!first) done(new OutsideError("name"), "");
        else if (options.all) done(null, found);
        else done(null, first.address, first.family);
      },
      () => done(new OutsideError("name"), ""),
    );
  };
  return (url, { headers, body }) =>
    new Promise((answered, failed) => {
      // One that is asked once: `end` below closes it.
      const agent = new RequestFilteringHttpsAgent({
        ...{ keepAlive: false, lookup, allowIPAddressList: trusted?.addresses ?? [] },
        ...(trusted && { ca: trusted.ca }),
      });
      const length = Buffer.byteLength(body);
      const asked: ClientRequest = request(url, {
        ...{ method: "POST", agent, maxHeaderSize: maxHeaderBytes },
        headers: { ...headers, "content-length": length, "accept-encoding": "identity" },
      });
      const clock = countSeconds(maxSeconds, () => end(() => failed(new OutsideError("time"))));
      const end = (settle: () => void) => {
        clock.stop();
        settle();
        asked.destroy();
        agent.destroy();
      };
      asked.on("error", (error) => end(() => failed(new OutsideError(troubleOf(error)))));
      asked.on("response", (response) => {
        readStart(response).then(
          (start) => end(() => answered({ status: response.statusCode ?? 0, start })),
          () => end(() => failed(new OutsideError("connection"))),
        );
      });
      asked.end(body);
    });
}

/** Of a body that is endless, or breaks off, what came of it. */
async function readStart(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= maxBytes) break;
    }
  } catch (error) {
    if (bytes === 0) throw error;
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
}

/**
 * Calls `late` once as many seconds were counted, one at a time: where this thread is held meanwhile, which is not the other side's doing,
 * no second of that counts but one.
 */
function countSeconds(seconds: number, late: () => void): { stop: () => void } {
  let left = seconds;
  const timer = setInterval(() => {
    left -= 1;
    if (left <= 0) late();
  }, 1_000);
  return { stop: () => clearInterval(timer) };
}

function troubleOf(error: Error): OutsideTrouble {
  if (error instanceof OutsideError) return error.trouble;
  const code = "code" in error ? String(error.code) : "";
  // What refuses an address says so in words alone.
  if (error.message.includes("is not allowed")) return "private";
  if (/CERT|SSL|TLS|SIGNATURE/.test(code)) return "certificate";
  return "connection";
}
