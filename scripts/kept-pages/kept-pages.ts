import type { IncomingMessage, ServerResponse } from "node:http";
import { type Showing, whileNoting } from "@/lib/kept-pages/showing";
import type { MadePage } from "./make-page";
import type { PageChanges } from "./page-changes";
import { type PageKey, pageKey } from "./page-key";
import { pageAsMade, pageTemplate } from "./page-template";
import { nonceIn, type SentPage, sendPage, sentPage } from "./send-page";

interface KeptPage extends SentPage {
  topics: Set<string>;
  since: number;
  until: number;
  graceMillis: number;
  bytes: number;
}

interface Making {
  /** Counts makings: whoever came before it was begun is given what came of it. */
  order: number;
  outcome: Promise<Outcome>;
}

/** What a making came to: a page for all who wait, or, where it shows each guest something else, for the first alone. */
interface Outcome {
  page: SentPage | null;
  isPersonal: boolean;
  isCurrent: boolean;
}

export interface KeptPagesOptions {
  changes: Pick<PageChanges, "hears" | "number" | "tellsOf" | "isSame" | "heardSoFar">;
  make(key: PageKey): Promise<MadePage>;
  maxBytes?: number;
}

/** What is shown of the time that has passed says so in minutes. */
const maxMillis = 60_000;
/** For how long a page that is old by time may be sent while it is made anew: as a part of how old it may become. */
const graceShare = 1 / 4;
const maxGraceMillis = 2_000;
/** For how long it is remembered that a page is not the same for all. */
const personalMillis = 10_000;
const maxPersonal = 5_000;
/** What keeping a page takes besides its bytes. */
const overheadBytes = 4_096;

/** Pages that are the same for every guest: each is made once, however many ask at once, and sent until it changes. */
export class KeptPages {
  readonly #options: Required<KeptPagesOptions>;
  /** The least recently sent first. */
  readonly #pages = new Map<string, KeptPage>();
  readonly #makings = new Map<string, Making>();
  readonly #personal = new Map<string, number>();
  #bytes = 0;
  #order = 0;
  #writing = 0;
  #hasWritten = false;
  #hearing: Promise<void> = Promise.resolve();

  constructor(options: KeptPagesOptions) {
    this.#options = { maxBytes: 64 * 1024 * 1024, ...options };
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Answers a request, if its page is the same for every guest; else somebody else has to. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { method } = request;
    if (method !== "GET" && method !== "HEAD") this.#noteWriting(response);
    const { changes } = this.#options;
    const key = pageKey(request);
    if (!key || !changes.hears || (this.#personal.get(key.key) ?? 0) > Date.now()) return false;
    await this.#hearWhatWasWritten();
    const kept = this.#find(key.key);
    // Old by time alone it is sent once more, so that nobody waits for what only grows older.
    if (kept && kept.until < Date.now() && !this.#makings.has(key.key))
      this.#begin(key, request).outcome.catch(() => {});
    const page = kept ?? (await this.#made(key, request));
    if (!page) return false;
    // Whoever asked may have left meanwhile.
    if (!response.destroyed) await sendPage(request, response, page);
    return true;
  }

  /** What is done through this process is seen by whoever did it: their next page waits until that was heard. */
  #noteWriting(response: ServerResponse): void {
    this.#writing++;
    response.once("close", () => {
      this.#writing--;
      this.#hasWritten = true;
    });
  }

  #hearWhatWasWritten(): Promise<void> {
    if (this.#writing > 0 || this.#hasWritten) {
      this.#hasWritten = false;
      this.#hearing = this.#options.changes.heardSoFar();
    }
    return this.#hearing;
  }

  #find(key: string): KeptPage | null {
    const page = this.#pages.get(key);
    if (!page) return null;
    this.#pages.delete(key);
    const { changes } = this.#options;
    if (
      changes.hears &&
      page.until + page.graceMillis > Date.now() &&
      changes.isSame(page.topics, page.since)
    ) {
      this.#pages.set(key, page);
      return page;
    }
    this.#bytes -= page.bytes;
    return null;
  }

  /** What a making comes to that was begun for this request, or after it came, or of which nothing has changed since. */
  async #made(key: PageKey, request: IncomingMessage): Promise<SentPage | null> {
    const came = this.#order;
    for (;;) {
      const under = this.#makings.get(key.key);
      const making = under ?? this.#begin(key, request);
      const { page, isPersonal, isCurrent } = await making.outcome;
      if (isPersonal) return under ? null : page;
      if (making.order > came || isCurrent) return page;
    }
  }

  #begin(key: PageKey, request: IncomingMessage): Making {
    const making = { order: ++this.#order, outcome: this.#make(key, request) };
    this.#makings.set(key.key, making);
    const done = () => this.#makings.delete(key.key);
    making.outcome.then(done, done);
    return making;
  }

  async #make(key: PageKey, { headers }: IncomingMessage): Promise<Outcome> {
    const { changes, make } = this.#options;
    const since = changes.number;
    const began = Date.now();
    const forwardedFor = headers["x-forwarded-for"];
    const asker = { cookie: headers.cookie, forwardedFor: forwardedFor && String(forwardedFor) };
    const showing: Showing = { topics: new Set(), isPersonal: false, maxMillis, asker };
    const made = await whileNoting(showing, () => make(key));
    const { status, headers: ofPage } = made;
    const madeWith = nonceIn(ofPage);
    const template = pageTemplate(made.body, madeWith);
    const setsCookie = ofPage["set-cookie"] !== undefined;
    const isPersonal = showing.isPersonal || setsCookie || !template || !changes.tellsOf(showing.topics);
    const page = template
      ? sentPage(made, template, madeWith)
      : sentPage(made, pageAsMade(made.body), undefined);
    const isCurrent = changes.hears && changes.isSame(showing.topics, since);
    if (isPersonal) this.#rememberPersonal(key.key);
    else if (status === 200 && isCurrent)
      this.#keep(key.key, {
        ...{ ...page, madeAt: began, topics: showing.topics, since, bytes: 0 },
        // From when it was there: one that takes long to make would else be old before it is sent again.
        until: Date.now() + showing.maxMillis,
        graceMillis: Math.min(maxGraceMillis, graceShare * showing.maxMillis),
      });
    return { page, isPersonal, isCurrent };
  }

  #keep(key: string, page: KeptPage): void {
    page.bytes = page.template.bytes + 2 * key.length + overheadBytes;
    if (page.bytes > this.#options.maxBytes / 8) return;
    this.#bytes += page.bytes - (this.#pages.get(key)?.bytes ?? 0);
    this.#pages.delete(key);
    this.#pages.set(key, page);
    for (const [oldest, { bytes }] of this.#pages) {
      if (this.#bytes <= this.#options.maxBytes) break;
      this.#pages.delete(oldest);
      this.#bytes -= bytes;
    }
  }

  #rememberPersonal(key: string): void {
    this.#personal.delete(key);
    this.#personal.set(key, Date.now() + personalMillis);
    for (const oldest of this.#personal.keys()) {
      if (this.#personal.size <= maxPersonal) break;
      this.#personal.delete(oldest);
    }
  }
}
