import { createCircuit } from "@/lib/circuits/create-circuit";
import { db } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";
import { evaluatedRandomCircuits, maxEvaluatedPrompts } from "@/lib/evaluations/evaluation-schemas";
import { factsToStore } from "@/lib/evaluations/stored-facts";
import {
  ablations,
  type Evaluation,
  evaluationFormat,
  evaluationSchema,
} from "@/lib/evidence-format/evaluation";
import { createFamily } from "@/lib/families/create-family";
import { createExampleRun } from "@/lib/runs/create-run";
import { giftLines } from "./gift-lines";
import type { Person } from "./people";

export const giftText = "When Mary and John went to the store, John gave a drink to";

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

/** A finished evaluation as large as one may be, of made-up numbers. Returns its id. */
export async function createLargeEvaluation(
  circuitId: string,
  familyId: string,
  prompts = maxEvaluatedPrompts,
): Promise<string> {
  const random = evaluatedRandomCircuits.most;
  const document = madeUpEvaluation(prompts, random);
  const how = { metric: document.metric, ablations: [...ablations], randomCircuits: random, seed: 1 };
  const asked = { circuitId, familyId, familyVersion: 1, prompts, ...how, identity: "0".repeat(64) };
  const shares = ablations.map((ablation) => ({
    ablation,
    sufficiency: 0.9,
    necessity: 0.5,
    percentile: 99,
  }));
  const result = packDocument(evaluationSchema.parse(document));
  const wordings = document.byPrompt.map((_, n) => `way ${n % 50}`);
  const told = factsToStore(document, { only: null, wordings });
  const data = { ...asked, shares, ...told, result, computedBy: "a test", computedAt: new Date() };
  return (await db().evaluation.create({ data })).id;
}

function madeUpEvaluation(prompts: number, random: number): Evaluation {
  const [value, nodes] = [-123.456789012345, 3_000];
  const summary = { known: prompts, unknown: 0, mean: value, deviation: value };
  const set = {
    metric: { ...summary, interval: [value, value] as [number, number] },
    ...{ share: value, interval: [value, value] as [number, number] },
  };
  const beside = {
    shares: Array.from({ length: random }, (_, n) => value + n),
    ...{ percentile: 99.5, percentileByDistance: 12.5 },
  };
  const curve = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].map((nodesShare) => ({
    ...{ ...set, nodesShare, nodes: nodes * nodesShare, ranked: 1 },
  }));
  const ids = Array.from({ length: nodes / 2 }, (_, n) => `attn.11.${10_000 + n}@11`);
  return {
    format: evaluationFormat,
    ...{ model: "storybook-4l", modelChecksum: "0".repeat(64), dictionarySets: [], circuits: [] },
    family: { hash: "0".repeat(64), rule: null, only: null },
    ...{ kinds: ["attn", "mlp"], metric: "logit-difference", seed: 1 },
    frozen: { patterns: false, layerNorms: false },
    prompts: { all: prompts, unknown: 0 },
    universe: { nodes, counterfactualOnly: 12 },
    circuit: { nodes: ids, features: ids.length, skips: 0, errors: 0, ranked: ids.length, withoutRole: ids },
    whole: set.metric,
    byAblation: ablations.map((ablation) => ({
      ...{ ablation, none: set.metric, curve, areas: { cpr: value, cmd: value } },
      ...{ sufficiency: { ...set, random: beside }, necessity: { ...set, random: beside } },
      errors: { without: set, alone: set, share: value },
    })),
    byPrompt: Array.from({ length: prompts }, () => ({
      whole: value,
      byAblation: ablations.map((ablation) => ({
        ...{ ablation, none: value, kept: value, ablated: value, withoutErrors: value, errorsAlone: value },
        curve: curve.map(() => value),
      })),
    })),
  };
}
