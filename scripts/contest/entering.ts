import { z } from "zod";
import type { Answer } from "./caller";
import type { Work } from "./works";

/** What people do for a bounty until it closes: each request of theirs is sent twice at once, as a double click sends it. */

const enteredSchema = z.object({ id: z.uuid(), number: z.number(), isNew: z.boolean() });

export interface Done {
  work: Work;
  entryId: string | null;
  /** Of the last version that was acknowledged, 0 where none was. */
  number: number;
  /** What was acknowledged of it beside. */
  isWithdrawn: boolean;
  isConfirmed: boolean;
  tooLate: boolean;
}

/** Versions that were acknowledged to one double click. */
export type Doubled = readonly { id: string; number: number }[];

export class Entering {
  readonly done: Done[] = [];
  readonly faults: string[] = [];
  /** What a double click made two versions of, to be looked up once all is stored. */
  readonly doubled: Doubled[] = [];
  readonly secrets: string[] = [];

  constructor(
    readonly slug: string,
    /** Called each time that something was acknowledged. */
    readonly noted: () => void,
  ) {}

  get acknowledged(): number {
    return this.done.filter(({ number }) => number > 0).length;
  }

  async enter(work: Work): Promise<void> {
    const { author, mate, turn, findingId, title, body } = work;
    const done: Done = {
      work,
      entryId: null,
      number: 0,
      isWithdrawn: false,
      isConfirmed: false,
      tooLate: false,
    };
    this.done.push(done);
    this.secrets.push(title, findingId);
    const team = turn === "team" || turn === "half-team" ? [mate.handle] : null;
    if (!(await this.#commit(done, team))) return;
    const at = `/api/v1/bounties/${this.slug}/entries/${done.entryId}`;
    if (turn === "mended") {
      const content = { title, body: `${body} And more.`, tags: [], state: "", revision: 1 };
      const saved = await author.caller.ask("PUT", `/api/v1/findings/${findingId}`, content);
      // One that was saved and whose answer was lost is told that it was changed meanwhile: by itself.
      if (saved.status >= 400 && saved.status !== 409)
        this.faults.push(`a finding could not be saved: ${saved.text}`);
      await this.#commit(done, null);
    }
    if (turn === "withdrawn" || turn === "brought-back")
      done.isWithdrawn = this.#isDone(done, await twice(() => author.caller.ask("POST", `${at}/withdrawal`)));
    if (turn === "brought-back" && done.isWithdrawn && (await this.#commit(done, null)))
      done.isWithdrawn = false;
    if (turn === "team")
      done.isConfirmed = this.#isDone(done, await twice(() => mate.caller.ask("POST", `${at}/confirmation`)));
  }

  async #commit(done: Done, team: string[] | null): Promise<boolean> {
    const { author, findingId } = done.work;
    const path = `/api/v1/bounties/${this.slug}/entries`;
    const answers = await twice(() => author.caller.ask("POST", path, { finding: findingId, team }));
    if (!this.#isDone(done, answers)) return false;
    const entered = answers.flatMap(({ status, text }) =>
      status < 400 ? [enteredSchema.parse(JSON.parse(text))] : [],
    );
    const [first] = entered;
    if (!first) return false;
    if (new Set(entered.map(({ id, number }) => `${id} ${number}`)).size > 1) this.doubled.push(entered);
    if (first.number <= done.number)
      this.faults.push(`a later version has the number ${first.number} after ${done.number}`);
    done.entryId = first.id;
    done.number = first.number;
    if (!this.secrets.includes(first.id)) this.secrets.push(first.id);
    this.noted();
    return true;
  }

  /** Whether any of the two was acknowledged; what was not, was too late. */
  #isDone(done: Done, answers: readonly Answer[]): boolean {
    for (const { status, text } of answers)
      if (status === 409 && /closed on/.test(text)) done.tooLate = true;
      else if (status >= 400) this.faults.push(`an entry was refused with ${status}: ${text.slice(0, 300)}`);
    return answers.some(({ status }) => status < 400);
  }
}

export function twice<T>(ask: () => Promise<T>): Promise<T[]> {
  return Promise.all([ask(), ask()]);
}
