import type { Operations } from "./api.js";

export type * from "./api.js";

/** An operation by its method and path: `GET /runs/{id}`. */
export type Name = keyof Operations;

type Streams = { [N in Name]: Operations[N] extends { event: unknown } ? N : never }[Name];
type Calls = Exclude<Name, Streams>;
type Lists = {
  [N in Calls]: Operations[N] extends { answer: { items: unknown[]; nextCursor: string | null } } ? N : never;
}[Calls];

type Input<N extends Name> = Omit<Operations[N], "answer" | "event">;
/** What an operation takes; nothing where it takes nothing, or nothing that has to be said. */
type Given<N extends Name> =
  Record<never, never> extends Input<N> ? [input?: Input<N> & Limits] : [input: Input<N> & Limits];
type Answer<N extends Name> = Operations[N] extends { answer: infer A } ? A : never;
type Event<N extends Name> = Operations[N] extends { event: infer E } ? E : never;
type Item<N extends Name> = Answer<N> extends { items: (infer I)[] } ? I : never;

interface Limits {
  /** For how long an answer or the end of a computation is waited for: 30 seconds or 600 where nothing is said. */
  timeoutSeconds?: number;
  /** Ends the call, or the waiting. */
  signal?: AbortSignal;
}

export interface Options {
  /** An API key of the site; without one it is asked as a guest. */
  key?: string;
  /** What asks instead of `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** What the site refuses with (a problem of RFC 9457). `status` is 0 where it did not answer at all. */
export class CommonsError extends Error {
  override readonly name: string = "CommonsError";
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  /** The fields that were wrong, by dotted path, each with what to change. */
  readonly fields: Record<string, string>;
  /** Seconds after which it may be tried again, where the site says so. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    about: {
      status?: number;
      code?: string;
      requestId?: string;
      fields?: Record<string, string>;
      retryAfter?: number | null;
    } = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = about.status ?? 0;
    this.code = about.code ?? "";
    this.requestId = about.requestId ?? "";
    this.fields = about.fields ?? {};
    this.retryAfter = about.retryAfter ?? null;
  }
}

/** What a worker could not compute, or somebody stopped; the message says why. */
export class ComputationFailed extends CommonsError {
  override readonly name = "ComputationFailed";
}

interface Asked {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

const localNames = ["localhost", "127.0.0.1", "[::1]"];
const triesOfChange = 4;

/** A site, at its address, asked in the name of whoever the key belongs to; as a guest without one. */
export class CircuitCommons {
  readonly #root: string;
  readonly #key: string | undefined;
  readonly #fetch: typeof globalThis.fetch;

  constructor(address: string, { key, fetch = globalThis.fetch.bind(globalThis) }: Options = {}) {
    const { protocol, hostname, origin } = new URL(address);
    if (protocol !== "https:" && protocol !== "http:")
      throw new TypeError("The address of a site is as https://commons.example.");
    if (key && protocol === "http:" && !localNames.includes(hostname))
      throw new TypeError("A key is sent over https alone, but for a site on this machine.");
    this.#root = `${origin}/api/v1`;
    this.#key = key;
    this.#fetch = fetch;
  }

  /** Asks for one thing: JSON of the answer, or its bytes where it is a file or a picture. */
  async call<N extends Calls>(name: N, ...[input]: Given<N>): Promise<Answer<N>> {
    const response = await this.#ask(name, input ?? {});
    // What is answered has the type that the site's own document states of it.
    return (await contentOf(response)) as Answer<N>;
  }

  /** Every item of a list, a page asked for when it is reached. */
  async *pages<N extends Lists>(name: N, ...[input]: Given<N>): AsyncGenerator<Item<N>, void> {
    const asked: Asked = input ?? {};
    const { timeoutSeconds, signal } = asked;
    let address: string | null = this.#address(name, asked);
    while (address !== null) {
      const response = await this.#send("GET", address, { timeoutSeconds, signal });
      const page = (await response.json()) as { items: Item<N>[] };
      address = this.#next(address, response.headers.get("link"));
      yield* page.items;
    }
  }

  /** What is told of a computation, whenever it changes, until the site ends the stream or it breaks off. */
  async *events<N extends Streams>(name: N, ...[input]: Given<N>): AsyncGenerator<Event<N>, void> {
    const response = await this.#ask(name, { timeoutSeconds: 600, ...input });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let held = "";
    try {
      while (reader) {
        const { value, done } = await reader.read();
        if (done) return;
        const lines = (held + value).split("\n");
        held = lines.pop() ?? "";
        for (const line of lines)
          if (line.startsWith("data: ")) yield JSON.parse(line.slice("data: ".length)) as Event<N>;
      }
    } finally {
      await reader?.cancel().catch(() => {});
    }
  }

  /** Waits until a computation is ready, by the events at its path. Throws ComputationFailed, and an error that says that it goes on. */
  async wait<N extends Streams>(name: N, ...[input]: Given<N>): Promise<Event<N>> {
    const { timeoutSeconds = 600, signal, ...asked }: Asked = input ?? {};
    const late = AbortSignal.timeout(timeoutSeconds * 1000);
    const ending = signal ? AbortSignal.any([signal, late]) : late;
    // Each event is the whole state, so that none is missed where the stream breaks off, as when the site is restarted.
    while (!ending.aborted) {
      try {
        for await (const event of this.events(
          name,
          ...([{ ...asked, timeoutSeconds, signal: ending }] as unknown as Given<N>),
        )) {
          const { status, failure } = event as { status?: string; failure?: string | null };
          if (status === "ready") return event;
          if (status === "failed")
            throw new ComputationFailed(failure ?? "It failed, and nothing says why.", { code: "failed" });
        }
      } catch (error) {
        if (error instanceof ComputationFailed) throw error;
        if (error instanceof CommonsError && ![0, 502, 503].includes(error.status)) throw error;
      }
      await pause(500, ending);
    }
    signal?.throwIfAborted();
    throw new CommonsError(`It was not ready within ${timeoutSeconds} seconds; it goes on.`, {
      code: "timeout",
    });
  }

  #ask(name: Name, input: Asked): Promise<Response> {
    const [method = "GET"] = name.split(" ");
    return this.#send(method, this.#address(name, input), input);
  }

  #address(name: Name, { params = {}, query = {} }: Asked): string {
    const [, path = ""] = name.split(" ");
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, named: string) => part(params[named]));
    const sent = Object.entries(query).flatMap(([named, value]) =>
      [value].flat().flatMap((each) => (each === undefined || each === null ? [] : [[named, String(each)]])),
    );
    return `${this.#root}${filled}${sent.length > 0 ? `?${new URLSearchParams(sent)}` : ""}`;
  }

  /** Where the header `link` says that the next page is; the key goes nowhere else than to the site itself. */
  #next(address: string, link: string | null): string | null {
    for (const [, target = "", parameters = ""] of (link ?? "").matchAll(/<([^>]*)>([^,<]*)/g)) {
      if (!/;\s*rel="?next"?\s*(;|$)/.test(parameters)) continue;
      const found = new URL(target, address).href;
      if (found.startsWith(`${this.#root}/`)) return found;
      throw new CommonsError("The next page would be at another site.");
    }
    return null;
  }

  async #send(
    method: string,
    address: string,
    { body, timeoutSeconds = 30, signal }: Asked,
  ): Promise<Response> {
    const headers = new Headers({ accept: "*/*" });
    if (body !== undefined)
      headers.set(
        "content-type",
        body instanceof Uint8Array ? "application/octet-stream" : "application/json",
      );
    if (this.#key) headers.set("authorization", `Bearer ${this.#key}`);
    // With an idempotency key a change whose answer was lost is asked for again and made once.
    const isChange = this.#key !== undefined && method !== "GET";
    if (isChange) headers.set("idempotency-key", crypto.randomUUID());
    for (let left = isChange ? triesOfChange : 1; ; ) {
      left--;
      const late = AbortSignal.timeout(timeoutSeconds * 1000);
      let response: Response;
      try {
        response = await this.#fetch(address, {
          ...{ method, headers, redirect: "manual" },
          ...(body !== undefined && {
            body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
          }),
          signal: signal ? AbortSignal.any([signal, late]) : late,
        });
      } catch (error) {
        signal?.throwIfAborted();
        if (left === 0) throw new CommonsError(`The site did not answer: ${error}.`, {}, { cause: error });
        await pause(1_000, signal);
        continue;
      }
      if (response.ok) return response;
      const refusal = await refusalOf(response);
      // What was asked for before the answer was lost is still under way.
      const isUnderWay = left < triesOfChange - 1 && refusal.status === 409 && refusal.retryAfter !== null;
      if (left === 0 || !isChange || !isUnderWay) throw refusal;
      await pause(1_000, signal);
    }
  }
}

async function contentOf(response: Response): Promise<unknown> {
  // JSON alone: `application/jsonl` begins alike.
  if (/^application\/json\s*(;|$)/.test(response.headers.get("content-type") ?? "")) return response.json();
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.length > 0 ? bytes : undefined;
}

/** A value as one part of an address. */
function part(value: unknown): string {
  const text = String(value ?? "");
  if (["", ".", ".."].includes(text))
    throw new TypeError(`${JSON.stringify(text)} cannot stand in an address.`);
  return encodeURIComponent(text);
}

async function refusalOf(response: Response): Promise<CommonsError> {
  const { status, headers } = response;
  const problem: unknown = await response.json().catch(() => null);
  const { title, code, requestId, fields } = (problem ?? {}) as Record<string, never>;
  const after = headers.get("retry-after") ?? "";
  const message =
    title ??
    (response.type === "opaqueredirect"
      ? "The site led elsewhere, which is not followed."
      : `The site answered ${status}.`);
  return new CommonsError(message, {
    ...{ status, code, requestId, fields },
    retryAfter: /^\d+$/.test(after) ? Number(after) : null,
  });
}

/** Some time; less where it is ended before. */
function pause(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
