import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { draw } from "../endure/draw";
import type { Target } from "../endure/plan";
import { StruckSite } from "../endure/struck-site";
import { Caller, Tally } from "./caller";
import { type Player, seatAdministrators, seatPeople } from "./cast";
import { checkRows } from "./check/check-rows";
import { checkServed } from "./check/check-served";
import { judgeAgain } from "./check/judge-again";
import { appealAndAnswer, daysPassed, type Led, leadAtOnce, readOutcome, takeOffers } from "./ending";
import { Entering } from "./entering";
import { scoreAll } from "./judging";
import { lookAtAcknowledged, lookAtDoubled } from "./look-at-acknowledged";
import { type Reader, readOnce, readUntilLeft, type Served, sealedAddresses } from "./readers";
import { Tables } from "./tables";
import { closeIn, giveToSite, passDays } from "./time";
import { traceCircuits, type Work, writeWorks } from "./works";

export interface ContestOptions {
  entries: number;
  people: number;
  judges: number;
  circuits: number;
  seed: number;
  say: (line: string) => void;
}

export interface ContestReport {
  /** By phase. */
  seconds: Record<string, number>;
  counts: Record<string, number>;
  refused: Record<string, number>;
  kills: Target[];
  faults: string[];
  /** The outcome and the result as everybody reads them, for whoever wants to show a finished contest. */
  recorded: { outcome: unknown; award: unknown };
}

/** Nothing of the load is to be refused: what is asked is what the site does when it is struck. */
const plenty = "1000000";
const environment = {
  TRUST_PROXY: "true",
  ...{ MEMBER_RUNS_PER_DAY: plenty, MEMBER_CIRCUITS_PER_DAY: plenty, MEMBER_JOBS_WAITING: plenty },
  ...{ MEMBER_SECONDS_PER_DAY: plenty, MEMBER_STORED_MB_PER_DAY: plenty, SIGN_UPS_PER_HOUR: plenty },
};
const rewards = [50_000, 20_000, 10_001];
const atOnce = 24;
/** How many of the entries wait until the deadline is near, and how near it is then. */
const raceShare = 0.3;
const settlePatienceMillis = 900_000;
const slugSchema = z.object({ slug: z.string() });

/** A contest at a site of its own, whose processes are killed in the middle of it, and what is wrong with it afterwards. */
export async function contest(options: ContestOptions): Promise<ContestReport> {
  const site = await StruckSite.started(environment);
  const leave = () => site.clear();
  process.once("exit", leave);
  try {
    return await new Contest(site, options).held();
  } finally {
    process.off("exit", leave);
    await site.end();
  }
}

class Contest {
  readonly tally = new Tally();
  readonly tables: Tables;
  readonly faults: string[] = [];
  readonly kills: Target[] = [];
  readonly seconds: Record<string, number> = {};
  #phaseBegan = performance.now();
  #databaseUrl = "";

  constructor(
    readonly site: StruckSite,
    readonly options: ContestOptions,
  ) {
    this.tables = new Tables(() => this.#whereItIs());
  }

  async held(): Promise<ContestReport> {
    const { entries, people, judges: judgeCount, circuits, seed } = this.options;
    const at = { tables: this.tables, tally: this.tally, site: this.site };
    const entrants = await seatPeople(at, "entrant", people);
    const judges = await seatPeople(at, "judge", judgeCount);
    const readers = await seatPeople(at, "reader", 2);
    const leaders = await seatAdministrators(this.tables, this.site);
    const works = await writeWorks(entrants, await traceCircuits(entrants, circuits), { entries, seed });
    const slug = await this.#open(leaders[0], judges);
    this.#phase("prepared");

    const struck = this.#strikes(["worker", "web", "database", "web"], Math.max(1, Math.floor(entries / 6)));
    const entering = new Entering(slug, () => struck.note());
    const guest = { name: "guest", caller: new Caller(this.site, this.tally, null, "10.9.9.9") };
    const watching = [
      guest,
      ...[...readers, ...judges.slice(0, 1)].map(({ handle, caller }) => ({ name: handle, caller })),
    ];
    const leaves = new AbortController();
    const ids = () => entering.done.flatMap(({ entryId }) => entryId ?? []);
    const reading = readUntilLeft(watching, () => sealedAddresses(slug, ids(), "entrant-1"), leaves.signal);
    const { closesAt, movedAt, committed } = await this.#enterAll(works, { entering, slug, guest });
    await struck.over();
    await sleep(Math.max(0, closesAt.getTime() - Date.now()) + 500);
    leaves.abort();
    const served = [...(await reading), committed];
    this.faults.push(...entering.faults);
    this.#phase("entered");

    const authors = new Map(entering.done.map(({ entryId, work }) => [entryId, work.author]));
    const led: Led = {
      ...{ slug, tables: this.tables, tally: this.tally, leaders, reader: readers[0] as Player },
      authorOf: (id) => authors.get(id),
    };
    await this.#untilSettled(slug);
    this.#phase("settled");
    // Who entered is named a judge too: nothing is given to them, and what waits is given out.
    await this.#lead(led, "judges", { handle: "entrant-1" }, 4);
    await this.#scored(slug, judges);
    this.#phase("scored");
    await this.#ranked(led);
    this.faults.push(...(await appealAndAnswer(led)), ...(await takeOffers(led)));
    await this.#awarded(led);
    await passDays(this.tables, slug, -daysPassed);
    this.#phase("awarded");
    this.faults.push(...(await lookAtAcknowledged(this.tables, entering.done)));
    this.faults.push(...(await lookAtDoubled(this.tables, entering.doubled)));
    const counts = await this.#check(served, { secrets: entering.secrets, slug, closesAt, movedAt });
    this.#phase("checked");
    return {
      ...{ seconds: this.seconds, kills: this.kills, faults: this.faults, refused: this.tally.refused },
      counts: {
        ...{
          entries,
          acknowledged: entering.acknowledged,
          asked: this.tally.asked,
          lost: this.tally.lost,
          ...counts,
        },
        tooLate: entering.done.filter(({ tooLate }) => tooLate).length,
      },
      recorded: {
        outcome: await recorded(led, "outcome"),
        award: await recorded(led, "results/2"),
      },
    };
  }

  /** The web process knows; while that is killed it is where it was. */
  #whereItIs(): string {
    try {
      this.#databaseUrl = this.site.databaseUrl;
    } catch (error) {
      if (this.#databaseUrl === "") throw error;
    }
    return this.#databaseUrl;
  }

  #phase(name: string): void {
    const now = performance.now();
    this.seconds[name] = (now - this.#phaseBegan) / 1000;
    this.#phaseBegan = now;
    this.options.say(`${name} after ${this.seconds[name].toFixed(0)} s`);
  }

  async #open(leader: Led["leaders"][number] | undefined, judges: readonly Player[]): Promise<string> {
    const content = {
      ...{ title: "A contest of names", brief: "Which circuit shows how a **name** is said?", prize: "" },
      ...{ reward: { currency: "EUR", places: rewards }, judges: judges.map(({ handle }) => handle) },
      ...{ opensAt: new Date().toISOString(), closesAt: new Date(Date.now() + 86_400_000).toISOString() },
      ...{ maxEntriesADay: 50, maxTeam: 2, judgesEach: Math.min(3, judges.length) },
      rules: [
        { kind: "verified", version: 1 },
        { kind: "write-up", version: 1, minWords: 5, minQuoted: 1 },
        { kind: "unpublished", version: 1 },
      ],
    };
    const { slug } = slugSchema.parse(await leader?.ask("POST", "/api/v1/bounties", content));
    await leader?.send("POST", `/api/v1/bounties/${slug}/opening`, { revision: 1 });
    await giveToSite(this.tables, slug);
    return slug;
  }

  /** Kills one process after the other, each once so many more things were acknowledged, while the rest goes on. */
  #strikes(targets: Target[], every: number) {
    let [noted, striking] = [0, Promise.resolve()];
    const left = [...targets];
    return {
      note: () => {
        noted += 1;
        const target = noted % every === 0 ? left.shift() : undefined;
        if (target) striking = striking.then(() => this.#strike(target));
      },
      over: () => striking,
    };
  }

  async #strike(target: Target): Promise<void> {
    await this.site.strike(target, draw(this.options.seed, `kill ${this.kills.length}`));
    this.kills.push(target);
    this.options.say(`killed the ${target}`);
    await this.site.recovered();
  }

  /** Most enter in their own time; the rest once the deadline is near, so that some of them come too late. */
  async #enterAll(
    works: readonly Work[],
    { entering, slug, guest }: { entering: Entering; slug: string; guest: Reader },
  ) {
    const first = Math.floor(works.length * (1 - raceShare));
    await manyAtOnce(works.slice(0, first), (work) => entering.enter(work));
    const committed = await readOnce(guest, `/api/v1/bounties/${slug}/entries/commitments`);
    const movedAt = Date.now();
    const perSecond = first / ((movedAt - (performance.timeOrigin + this.#phaseBegan)) / 1000);
    const racers = works.slice(first);
    const millis = Math.max(4_000, (racers.length / perSecond) * 1_000);
    const closesAt = await closeIn(this.tables, slug, millis);
    // Each at a moment of their own, up to some time after the deadline.
    const race = racers.map(async (work) => {
      await sleep(draw(this.options.seed, `race ${work.n}`) * millis * 1.1);
      await entering.enter(work);
    });
    await Promise.all(race);
    return { closesAt, movedAt, committed };
  }

  /** Workers settle each minute what was still computed. */
  async #untilSettled(slug: string): Promise<void> {
    const deadline = Date.now() + settlePatienceMillis;
    for (;;) {
      const [row] = await this.tables.rows<{ left: number }>(
        `select count(*)::int as left from "EntryVersion" v join "BountyEntry" e on e.id = v."entryId" join "Bounty" b on b.id = e."bountyId"
         where b.slug = $1 and v."settledAt" is null`,
        [slug],
      );
      if (row?.left === 0) return;
      if (Date.now() > deadline) throw new Error(`${row?.left} entries were not settled in time.`);
      await sleep(1_000);
    }
  }

  async #scored(slug: string, judges: readonly Player[]): Promise<void> {
    const [row] = await this.tables.rows<{ given: number }>(
      `select count(*)::int as given from "EntryAssignment"`,
    );
    const struck = this.#strikes(
      ["worker", "web", "database"],
      Math.max(1, Math.floor((row?.given ?? 0) / 4)),
    );
    const scoring = { slug, seed: this.options.seed, noted: () => struck.note() };
    for (const faults of await Promise.all(judges.map((judge, n) => scoreAll(judge, n, scoring))))
      this.faults.push(...faults);
    await struck.over();
  }

  /** All leaders at once; `made` of their presses are answered with 200, or fewer where the answer was lost. */
  async #lead(led: Led, path: string, body: object, most: number): Promise<void> {
    const answers = await leadAtOnce(led, path, body);
    const made = answers.filter(({ status }) => status < 400).length;
    const other = answers.filter(({ status }) => status >= 400 && status !== 409);
    if (made > most) this.faults.push(`${path} was done ${made} times`);
    for (const { status, text } of other)
      this.faults.push(`${path} was refused with ${status}: ${text.slice(0, 300)}`);
  }

  async #ranked(led: Led): Promise<void> {
    await this.#lead(led, "ranking", { number: 0 }, 1);
    const { results } = await readOutcome(led);
    if (results.length !== 1) this.faults.push(`there are ${results.length} rankings`);
  }

  async #awarded(led: Led): Promise<void> {
    const pressing = this.#lead(led, "award", { number: 1, words: "Well found." }, 1);
    await sleep(20);
    await this.#strike("database");
    await pressing;
    const { standing, results } = await readOutcome(led);
    if (standing !== "awarded" || results.length !== 2)
      this.faults.push(`it is ${standing}, with ${results.length} results`);
  }

  async #check(
    served: readonly Served[],
    sealed: { secrets: readonly string[]; slug: string; closesAt: Date; movedAt: number },
  ): Promise<Record<string, number>> {
    const client = new pg.Client({ connectionString: this.site.databaseUrl });
    await client.connect();
    try {
      const rows = await checkRows(client);
      const again = await judgeAgain(client);
      const told = checkServed(served, sealed);
      this.faults.push(...rows.faults, ...again.faults, ...told.faults, ...this.site.brokenStarts);
      return { ...rows.counts, ...again.counts, ...told.counts };
    } finally {
      await client.end();
    }
  }
}

async function recorded({ reader, slug }: Led, path: string): Promise<unknown> {
  const { status, text } = await reader.caller.ask("GET", `/api/v1/bounties/${slug}/${path}`);
  return status < 400 ? JSON.parse(text) : null;
}

async function manyAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const one = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
