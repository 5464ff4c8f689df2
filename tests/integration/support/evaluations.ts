import { createCircuit } from "@/lib/circuits/create-circuit";
import { createFamily } from "@/lib/families/create-family";
import { createExampleRun } from "@/lib/runs/create-run";
import type { Person } from "./people";

export const giftText = "When Mary and John went to the store, John gave a drink to";

/** A prompt of `giftText`'s form as a line, its names marked, and another two in its counterfactual. */
function line(io: string, s: string, [otherIo, otherS]: [string, string]): string {
  const text = (a: string, b: string) =>
    `When [IO:${a}] and [S1:${b}] went to the store, [S2:${b}] gave a drink [END:to]`;
  const counterfactual = text(otherIo, otherS);
  return JSON.stringify({ text: text(io, s), answer: ` ${io}`, distractor: ` ${s}`, counterfactual });
}

export const giftLines = [
  line("Mary", "John", ["Anna", "Tom"]),
  line("Tom", "Lucy", ["Sarah", "Dave"]),
  line("Anna", "Dave", ["Mary", "Tom"]),
].join("\n");

/** A family of three prompts, the first of them `giftText`. */
export function giftFamily({ id: ownerId }: Person, isPublic = true, source = giftLines) {
  return createFamily({ source, title: "Who gets the drink", isPublic, forkOf: null, ownerId });
}

/** " Mary" less " John". */
export const giftTarget = { kind: "logit-diff" as const, index: 605, minus: 599, position: 14 };

interface TracedGift {
  target?: Parameters<typeof createCircuit>[0]["target"];
  text?: string;
  threshold?: number;
}

/** A finished circuit of `giftText`; `work` does what waits. */
export async function giftCircuit(
  { viewer }: Person,
  work: () => Promise<void>,
  { target = giftTarget, text = giftText, threshold = 0.02 }: TracedGift = {},
): Promise<string> {
  const { id: runId } = await createExampleRun({ model: "storybook-4l", text });
  await work();
  const limits = { mode: "direct" as const, threshold, edgeThreshold: 0.001, maxNodes: 1_000 };
  const { id } = await createCircuit({ runId, target, ...limits, viewer });
  await work();
  return id;
}
