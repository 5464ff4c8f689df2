import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/*
 * People with real sessions who go through the queue of a site over HTTP: each takes a lease, votes, answers a few blind questions and goes
 * on. What a person was told is done is kept, to be looked for in the database afterwards. A request that no answer came to is sent again.
 */

export interface Labeller {
  id: string;
  /** The cookie header of their session. */
  cookie: string;
}

export interface CrowdResult {
  /** Features that two people held at once, by what they were told. */
  doubled: string[];
  leases: number;
  /** By `label person`, the last value that was acknowledged. */
  votes: Map<string, number>;
  /** By check. */
  answers: Map<string, boolean>;
  /** Of each request that was answered at its first try: from sending it to its answer. */
  voteMillis: number[];
  writeMillis: number[];
  /** Answers that no such crowd should get, with how many. */
  refused: Map<string, number>;
}

const leaseSchema = z.object({
  next: z.object({ visitId: z.string(), feature: z.string(), leasedUntil: z.string() }).nullable(),
});
const labelsSchema = z.object({
  input: z.object({
    proposals: z.array(z.object({ id: z.string(), wording: z.number(), isMine: z.boolean() })),
  }),
});
const handSchema = z.object({ texts: z.array(z.object({ id: z.string(), isAnswered: z.boolean() })) });

const answersEach = 3;
/** How long somebody whose request is not answered tries again: a web process that ended is back before. */
const patienceMillis = 120_000;

interface CrowdOptions {
  /** Asked each time: another process may answer by now. */
  address: () => string;
  people: readonly Labeller[];
  rounds: number;
  pauseMillis: number;
}

export async function labelTogether({
  address,
  people,
  rounds,
  pauseMillis,
}: CrowdOptions): Promise<CrowdResult> {
  const result: CrowdResult = {
    ...{ doubled: [], leases: 0, votes: new Map(), answers: new Map() },
    ...{ voteMillis: [], writeMillis: [], refused: new Map() },
  };
  const holders = new Map<string, { id: string; until: number }>();

  async function request(person: Labeller, method: string, path: string, body?: unknown) {
    const since = Date.now();
    for (let tries = 1; ; tries++) {
      const began = performance.now();
      try {
        const response = await fetch(`${address()}/api/v1${path}`, {
          method,
          headers: {
            cookie: person.cookie,
            origin: address(),
            ...(body !== undefined && { "content-type": "application/json" }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        const millis = performance.now() - began;
        if (response.status >= 500) throw new Error(text);
        if (!response.ok) {
          const what = `${method} ${path.replaceAll(/[0-9a-f-]{36}/g, "*")} ${response.status}`;
          result.refused.set(what, (result.refused.get(what) ?? 0) + 1);
        }
        return { ok: response.ok, text, millis: tries === 1 ? millis : null };
      } catch (error) {
        if (Date.now() - since > patienceMillis) throw error;
        await sleep(100 + Math.random() * 200);
      }
    }
  }

  async function goThrough(person: Labeller, n: number): Promise<void> {
    await sleep((n / people.length) * pauseMillis);
    for (let round = 0; round < rounds; round++) {
      const taken = await request(person, "POST", "/label-queue/leases", {});
      const next = taken.ok ? leaseSchema.parse(JSON.parse(taken.text)).next : null;
      if (!next) continue;
      result.leases++;
      const held = holders.get(next.feature);
      if (held && held.id !== person.id && held.until > Date.now()) result.doubled.push(next.feature);
      holders.set(next.feature, { id: person.id, until: Date.parse(next.leasedUntil) });
      await label(person, next.feature, n + round);
      const wrote = await request(person, "PATCH", "/me", { name: `round ${round}` });
      if (wrote.ok && wrote.millis !== null) result.writeMillis.push(wrote.millis);
      holders.delete(next.feature);
      await request(person, "POST", "/label-queue/returns", { visits: [next.visitId], isDone: true });
      await sleep(pauseMillis * (0.5 + Math.random()));
    }
  }

  async function label(person: Labeller, feature: string, turn: number): Promise<void> {
    const read = await request(person, "GET", `${feature}/labels`);
    const proposal = labelsSchema.parse(JSON.parse(read.text)).input.proposals.find(({ isMine }) => !isMine);
    if (!proposal) return;
    const { id, wording } = proposal;
    const hand = await request(person, "POST", `/labels/${id}/checks`);
    const texts = hand.ok ? handSchema.parse(JSON.parse(hand.text)).texts : [];
    for (const text of texts.filter(({ isAnswered }) => !isAnswered).slice(0, answersEach)) {
      const says = turn % 2 === 0;
      const answered = await request(person, "PUT", `/checks/${text.id}`, { says });
      if (answered.ok) result.answers.set(text.id, says);
    }
    const value = turn % 3 === 0 ? -1 : 1;
    const vote = { wording, value, ...(value < 0 && { reason: "wrong" }) };
    const voted = await request(person, "PUT", `/labels/${id}/vote`, vote);
    if (!voted.ok) return;
    result.votes.set(`${id} ${person.id}`, value);
    if (voted.millis !== null) result.voteMillis.push(voted.millis);
  }

  await Promise.all(people.map(goThrough));
  return result;
}
