import { AppError } from "@/lib/errors";

export interface HubOptions {
  /** Where the hub answers, such as https://huggingface.co. */
  endpoint: string;
  /** Sent to the endpoint alone. */
  token?: string | undefined;
  /** Waits before a request is made again. */
  pause?: (millis: number) => Promise<void>;
  signal?: AbortSignal | undefined;
}

/** Seconds without a byte after which a connection counts as cut. */
const idleSeconds = 60;
const maxRedirects = 10;
/** Tries one after the other that bring nothing new. */
const maxTries = 5;
const longestPauseMillis = 60_000;

/** A request that may be made again. */
export class HubCut extends Error {
  override readonly name = "HubCut";
  constructor(
    message: string,
    readonly pauseMillis: number,
  ) {
    super(message);
  }
}

/** What a hub answered: the headers of its own answer, and the body from wherever that led. */
export interface HubAnswer {
  status: number;
  /** Of the hub itself, before any redirect to another host. */
  own: Headers;
  headers: Headers;
  body: AsyncIterable<Uint8Array>;
  close(): void;
}

/** Requests to one hub: redirects are followed by hand, so that the token goes to no other host. */
export class HubConnection {
  private readonly endpoint: URL;

  constructor(private readonly options: HubOptions) {
    const { endpoint, token } = options;
    this.endpoint = new URL(endpoint.endsWith("/") ? endpoint : `${endpoint}/`);
    if (
      token &&
      this.endpoint.protocol === "http:" &&
      !/^(?:localhost|127\..*|\[::1\])$/.test(this.endpoint.hostname)
    )
      throw new AppError(
        "invalid-input",
        "HF_TOKEN is not sent over http, where anybody on the way can read it: set HF_ENDPOINT to an address with https.",
      );
  }

  /** One GET. Throws "HubCut" where it may be tried again, and `AppError` where that would not help. */
  async get(path: string, what: string, headers: Record<string, string> = {}): Promise<HubAnswer> {
    let url = new URL(path, this.endpoint);
    let own: Headers | undefined;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const answer = await this.request(url, headers);
      if (this.isOwn(url)) own = answer.headers;
      const location = answer.headers.get("location");
      if (answer.status >= 300 && answer.status < 400 && location) {
        answer.close();
        const next = URL.canParse(location, url) ? new URL(location, url) : null;
        if (
          !next ||
          !/^https?:$/.test(next.protocol) ||
          (url.protocol === "https:" && next.protocol === "http:")
        )
          throw new AppError("unavailable", `${this.name} sends ${what} to an address that is not followed.`);
        url = next;
        continue;
      }
      if (answer.status >= 400 && answer.status !== 416) {
        answer.close();
        throw this.refusal(answer.status, answer.headers, what, this.isOwn(url));
      }
      return { ...answer, own: own ?? answer.headers };
    }
    throw new AppError(
      "unavailable",
      `${this.name} sends ${what} from one address to the next without an end.`,
    );
  }

  /** Does `work` until it succeeds, pausing longer each time; a try that brought something new counts as the first again. */
  async again<T>(work: (isProgress: () => void) => Promise<T>): Promise<T> {
    const { pause = sleep, signal } = this.options;
    for (let tries = 1; ; tries++) {
      signal?.throwIfAborted();
      try {
        return await work(() => {
          tries = 0;
        });
      } catch (error) {
        if (!(error instanceof HubCut)) throw error;
        if (tries >= maxTries)
          throw new AppError("unavailable", `${error.message} It was tried ${tries} times.`);
        await pause(Math.min(longestPauseMillis, Math.max(error.pauseMillis, 500 * 2 ** tries)));
      }
    }
  }

  /** The hub, as a reader knows it. */
  get name(): string {
    return this.endpoint.host;
  }

  private isOwn(url: URL): boolean {
    return url.origin === this.endpoint.origin;
  }

  private async request(url: URL, headers: Record<string, string>) {
    const { token, signal } = this.options;
    const stop = new AbortController();
    const idle = setTimeout(() => stop.abort(), 1000 * idleSeconds);
    const onAbort = () => stop.abort();
    signal?.addEventListener("abort", onAbort, { once: true });
    const close = () => {
      clearTimeout(idle);
      signal?.removeEventListener("abort", onAbort);
      stop.abort();
    };
    const cut = (error: unknown): Error => {
      close();
      signal?.throwIfAborted();
      return error instanceof HubCut || error instanceof AppError
        ? error
        : new HubCut(`The connection to ${url.host} was cut or never made.`, 0);
    };
    try {
      const response = await fetch(url, {
        redirect: "manual",
        signal: stop.signal,
        headers: {
          "user-agent": "circuit-commons",
          // Packed, the bytes would not be those that are counted and continued.
          "accept-encoding": "identity",
          ...(token && this.isOwn(url) && { authorization: `Bearer ${token}` }),
          ...headers,
        },
      });
      const { body } = response;
      async function* pieces(): AsyncGenerator<Uint8Array> {
        try {
          if (!body) return;
          for await (const piece of body) {
            idle.refresh();
            yield piece;
          }
        } catch (error) {
          throw cut(error);
        } finally {
          close();
        }
      }
      return { status: response.status, headers: response.headers, body: pieces(), close };
    } catch (error) {
      throw cut(error);
    }
  }

  private refusal(status: number, headers: Headers, what: string, isOwn: boolean): Error {
    const { token } = this.options;
    const { name } = this;
    const code = headers.get("x-error-code");
    const missing = {
      RepoNotFound: "there is no such repository there",
      RevisionNotFound: "there is no such revision of the repository",
      EntryNotFound: "there is no such file in the repository",
    }[code ?? ""];
    if (code === "GatedRepo")
      return new AppError(
        "forbidden",
        `${name} gives ${what} only to those who agreed to its terms: open its page there, agree, and set HF_TOKEN to a token of that account.`,
      );
    if (status === 401)
      return new AppError(
        "unauthenticated",
        token
          ? `${name} does not take the token of HF_TOKEN for ${what}${missing ? `, or ${missing}` : ""}.`
          : `${name} gives ${what} only to those who sign in${missing ? `, or ${missing}` : ", or there is no such repository"}. Check its name, or set HF_TOKEN.`,
      );
    if (status === 403)
      return new AppError(
        "forbidden",
        isOwn
          ? `${name} does not give ${what} to ${token ? "the account of HF_TOKEN" : "guests; set HF_TOKEN"}.`
          : `The store that ${name} keeps ${what} in does not give it.`,
      );
    if (status === 404)
      return new AppError(
        "not-found",
        `${name} has no ${what}: ${missing ?? "there is nothing at its address"}.`,
      );
    if (status === 429 || status >= 500) {
      const seconds = Number(headers.get("retry-after") ?? Number.NaN);
      const pauseMillis = Number.isFinite(seconds) ? 1000 * seconds : 0;
      return new HubCut(
        status === 429
          ? `${name} wants fewer requests (429).`
          : `${name} is in trouble (${status}) and did not give ${what}.`,
        pauseMillis,
      );
    }
    return new AppError("unavailable", `${name} answered ${status} when asked for ${what}.`);
  }
}

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
