import type { ServerResponse } from "node:http";

export interface HeldAnswer {
  /** Sends what was written so far; from then on whatever is written goes out at once. */
  release(): void;
  /** Sends another answer; whatever was and will be written is let go of. */
  replace(status: number, headers: Record<string, string>, body: string): void;
}

interface Hearing {
  /** Called once, when the first of the answer is about to be written: its status, which may be set, and headers are known. */
  begins(held: HeldAnswer): void;
  /** Called once, when all of it was written, unless it was released or replaced before. */
  ends(held: HeldAnswer): void;
}

/** What is about the body that was held, and would be wrong about another. */
const headersOfBody = ["content-encoding", "content-length", "etag", "last-modified", "transfer-encoding"];

/** Keeps back what is written of a response, its status and headers too, until it is released or replaced. */
export function holdAnswer(response: ServerResponse, hearing: Hearing): HeldAnswer {
  const own = {
    writeHead: response.writeHead,
    flushHeaders: response.flushHeaders,
    write: response.write,
    end: response.end,
  };
  const written: [method: "write" | "end", values: unknown[]][] = [];
  let state: "waiting" | "held" | "released" | "replaced" = "waiting";

  /** Whether what is written now is kept back. */
  function keeps(): boolean {
    if (state === "waiting") {
      state = "held";
      hearing.begins(held);
    }
    return state !== "released";
  }

  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      response.statusCode = status;
      if (!keeps()) return Reflect.apply(own.writeHead, response, [response.statusCode, ...rest]);
      const headers = rest.find((each) => typeof each === "object" && each !== null);
      for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
      return response;
    },
    flushHeaders() {
      if (!keeps()) Reflect.apply(own.flushHeaders, response, []);
    },
    write(...values: unknown[]) {
      if (!keeps()) return Reflect.apply(own.write, response, values);
      if (state === "held") written.push(["write", values]);
      return true;
    },
    end(...values: unknown[]) {
      if (!keeps()) return Reflect.apply(own.end, response, values);
      if (state === "held") {
        written.push(["end", values]);
        hearing.ends(held);
      }
      return response;
    },
  });

  const held: HeldAnswer = {
    release() {
      if (state === "released" || state === "replaced") return;
      state = "released";
      for (const [method, values] of written.splice(0)) Reflect.apply(own[method], response, values);
    },
    replace(status, headers, body) {
      if (state !== "held") return;
      state = "replaced";
      written.length = 0;
      for (const name of headersOfBody) response.removeHeader(name);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      Reflect.apply(own.writeHead, response, [status]);
      Reflect.apply(own.end, response, [body]);
    },
  };
  return held;
}
