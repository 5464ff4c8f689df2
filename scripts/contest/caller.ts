import { setTimeout as sleep } from "node:timers/promises";

/** What came of all requests: how many the site did not answer, or said that it could not, and were asked again. */
export class Tally {
  asked = 0;
  lost = 0;
  readonly refused: Record<string, number> = {};

  noteRefusal(status: number, text: string): void {
    const said = `${status} ${/"title":"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 120)}`.replace(
      /\d{1,2} \w+ \d{4}.*UTC/,
      "…",
    );
    this.refused[said] = (this.refused[said] ?? 0) + 1;
  }
}

export interface Answer {
  status: number;
  text: string;
}

const patienceMillis = 150_000;
const pauseMillis = 150;

/** Asks as somebody does whose request is lost: once more, until the site itself answers. */
export async function untilAnswered(
  tally: Tally,
  send: (signal: AbortSignal) => Promise<Response>,
): Promise<Answer> {
  const deadline = Date.now() + patienceMillis;
  for (;;) {
    tally.asked += 1;
    try {
      const response = await send(AbortSignal.timeout(patienceMillis));
      const text = await response.text();
      if (response.status < 500) {
        if (!response.ok) tally.noteRefusal(response.status, text);
        return { status: response.status, text };
      }
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    tally.lost += 1;
    if (Date.now() > deadline) throw new Error(`Nothing was answered in ${patienceMillis / 1000} s.`);
    await sleep(pauseMillis);
  }
}

/** Somebody who asks by the API, with a key of their own or as a guest. */
export class Caller {
  constructor(
    readonly site: { address: string },
    readonly tally: Tally,
    readonly key: string | null,
    /** Where the site's proxy says that it comes from. */
    readonly ip: string,
  ) {}

  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return untilAnswered(this.tally, (signal) => this.try(method, path, body, signal));
  }

  /** What is answered with JSON, or the end of the contest with the site's own sentence. */
  async read(method: string, path: string, body?: unknown): Promise<unknown> {
    const { status, text } = await this.ask(method, path, body);
    if (status >= 400) throw new Error(`${method} ${path} was refused with ${status}: ${text.slice(0, 400)}`);
    return text === "" ? null : JSON.parse(text);
  }

  /** Calls a tool of the Model Context Protocol, which keeps nothing between two messages. */
  callTool(name: string, args: Record<string, string>, signal: AbortSignal): Promise<Response> {
    return fetch(new URL("/api/mcp", this.site.address), {
      ...{ method: "POST", signal },
      headers: {
        ...{ accept: "application/json, text/event-stream", "content-type": "application/json" },
        "x-forwarded-for": this.ip,
        ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name, arguments: args },
      }),
    });
  }

  try(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    return fetch(new URL(path, this.site.address), {
      ...{ method, signal, redirect: "manual" },
      headers: {
        "x-forwarded-for": this.ip,
        ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
