import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** A page as it was made: its headers' names in lower case, its body not encoded. */
export interface MadePage {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/** Longer than any page waits for its database. */
const maxMillis = 60_000;

/** Next would else state what the connection says, and this has none. */
const ofNobody = {
  ...{
    host: "localhost",
    "x-forwarded-host": "localhost",
    "x-forwarded-proto": "http",
    "x-forwarded-port": "80",
  },
  // All of a page is there before it is sent: its title may stand in its head, as Next has it for those who preview links.
  ...{ "x-forwarded-for": "", "user-agent": "Twitterbot" },
};

/**
 * Has a page made for nobody: what asks for it is a request of its own, which carries the given headers alone, and no
 * connection that somebody might close.
 */
export async function makePage(
  { url, headers }: { url: string; headers: Record<string, string> },
  make: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<MadePage> {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: "GET", url, headers: { ...ofNobody, ...headers }, complete: true });
  request.push(null);
  const response = new ServerResponse(request);
  const written: Buffer[] = [];
  const ended = new Promise<void>((resolve) => response.once("finish", resolve));
  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      response.statusCode = status;
      const given = rest.find((each) => typeof each === "object" && each !== null);
      for (const [name, value] of Object.entries(given ?? {})) response.setHeader(name, value);
      return response;
    },
    flushHeaders() {},
    write(...values: unknown[]) {
      keep(values);
      return true;
    },
    end(...values: unknown[]) {
      if (response.finished) return response;
      keep(values);
      Object.assign(response, { finished: true });
      // Whoever writes listens for it after the last is written.
      setImmediate(() => response.emit("finish") && response.emit("close"));
      return response;
    },
  });

  function keep(values: unknown[]): void {
    const [chunk, encoding] = values;
    if (typeof chunk === "string")
      written.push(Buffer.from(chunk, encoding === "latin1" ? encoding : "utf8"));
    else if (chunk instanceof Uint8Array) written.push(Buffer.from(chunk));
    const done = values.findLast((each) => typeof each === "function");
    if (typeof done === "function") process.nextTick(() => done());
  }

  // Everybody who asks for it waits for this one.
  const late = AbortSignal.timeout(maxMillis);
  const tooLate = new Promise<never>((_, reject) =>
    late.addEventListener("abort", () => reject(new Error(`${url} was not made in ${maxMillis} ms`))),
  );
  await Promise.race([Promise.all([make(request, response), ended]), tooLate]);
  return { status: response.statusCode, headers: response.getHeaders(), body: Buffer.concat(written) };
}
