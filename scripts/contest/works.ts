import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { runViewSchema } from "@/lib/runs/view";
import { draw } from "../endure/draw";
import type { Player } from "./cast";

/** What is entered: circuits that are really traced, and drafts about them. */

const createdSchema = z.object({ id: z.uuid() });
const stateSchema = z.object({ status: z.string() });
const threshold = 0.02;
/** A token of the bundled model's vocabulary; those behind it are targets too. */
const firstTarget = 300;
const atOnce = 6;

interface Traced {
  id: string;
  /** Two of its nodes, for a write-up to name. */
  nodes: string[];
}

/** What somebody does with an entry beside entering it. */
export type Turn = "entered" | "mended" | "withdrawn" | "brought-back" | "team" | "half-team" | "poor";

export interface Work {
  n: number;
  author: Player;
  mate: Player;
  findingId: string;
  title: string;
  body: string;
  turn: Turn;
}

export async function traceCircuits(people: readonly Player[], count: number): Promise<Traced[]> {
  return each(
    Array.from({ length: count }, (_, n) => n),
    async (n) => {
      const { caller } = people[n % people.length] as Player;
      const run = createdSchema.parse(
        await caller.read("POST", "/api/v1/runs", {
          model: "storybook-4l",
          text: `Contest ${n >> 2}: Mary met John`,
        }),
      );
      await ready(caller, `/api/v1/runs/${run.id}`);
      const { tokens } = runViewSchema.parse(await caller.read("GET", `/api/v1/runs/${run.id}`));
      const target = `logit.${firstTarget + (n & 3)}@${tokens.length - 1}`;
      const asked = await caller.read("POST", "/api/v1/circuits", { runId: run.id, target, threshold });
      const { id } = createdSchema.parse(asked);
      await ready(caller, `/api/v1/circuits/${id}`);
      const graph = circuitSchema.parse(await caller.read("GET", `/api/v1/circuits/${id}/graph`));
      const nodes = graph.nodes.toSorted((a, b) => b.influence - a.influence).map((node) => node.id);
      return { id, nodes: nodes.slice(0, 2) };
    },
  );
}

async function ready(caller: Player["caller"], path: string): Promise<void> {
  for (;;) {
    const { status } = stateSchema.parse(await caller.read("GET", path));
    if (status === "ready") return;
    if (status !== "computing") throw new Error(`${path} came to ${status}`);
    await sleep(100);
  }
}

/** One in so many does what is not the plain thing. */
const turns: [Turn, number][] = [
  ["mended", 0.15],
  ["withdrawn", 0.05],
  ["brought-back", 0.04],
  ["team", 0.06],
  ["half-team", 0.03],
  ["poor", 0.1],
];

export function turnOf(seed: number, n: number): Turn {
  let left = draw(seed, `turn ${n}`);
  for (const [turn, share] of turns) {
    if (left < share) return turn;
    left -= share;
  }
  return "entered";
}

/** Drafts by people in turn, each with words that stand nowhere else. */
export async function writeWorks(
  people: readonly Player[],
  circuits: readonly Traced[],
  { entries, seed }: { entries: number; seed: number },
): Promise<Work[]> {
  return each(
    Array.from({ length: entries }, (_, n) => n),
    async (n) => {
      const author = people[n % people.length] as Player;
      const mate = people[(n + 1) % people.length] as Player;
      const circuit = circuits[n % circuits.length] as Traced;
      const turn = turnOf(seed, n);
      const mark = crypto.randomUUID().slice(0, 13);
      const title = `Sealed words ${mark}`;
      const named = turn === "poor" ? "nothing" : circuit.nodes.map((node) => `\`${node}\``).join(" and ");
      const body = `What this circuit shows of ${mark}: the name is read by ${named}, and then said once more.`;
      const content = { title, body, tags: [], state: "" };
      const made = await author.caller.read("POST", "/api/v1/findings", {
        ...content,
        circuitId: circuit.id,
      });
      return { n, author, mate, findingId: createdSchema.parse(made).id, title, body, turn };
    },
  );
}

async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  const left = all.entries();
  const one = async () => {
    for (const [n, item] of left) made[n] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return made;
}
