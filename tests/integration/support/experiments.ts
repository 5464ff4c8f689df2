import { db } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";
import { metrics } from "@/lib/evidence-format/evaluation";
import { madeUpExperiment } from "@/lib/experiment-format/made-up-experiment";
import { type ExperimentResult, readExperimentResult } from "@/lib/experiment-format/result";
import { createExperiment } from "@/lib/experiments/create-experiment";

interface MadeUp {
  ownerId: string;
  /** Of `madeUpFamily`. */
  family: string;
  isPublic: boolean;
  title?: string;
}

/** The made-up experiment over a made-up family of prompts, without a result. Returns its id. */
export async function createMadeUpExperiment({ ownerId, family, isPublic, title }: MadeUp): Promise<string> {
  const { family: _, ...experiment } = madeUpExperiment();
  const { id } = await createExperiment({
    ...{ experiment: { ...experiment, ...(title !== undefined && { title }) }, ownerId, isPublic },
    ...{ family: { id: family, version: 1 }, forkOf: null },
  });
  return id;
}

/** An experiment of as many conditions as one may have, with as large a result of made-up numbers as is computed here. Returns its id. */
export async function createLargeExperiment(ownerId: string, family: string): Promise<string> {
  const conditions = 200;
  const [written] = madeUpExperiment().conditions;
  const { id: modelId } = await db().model.findUniqueOrThrow({ where: { name: "storybook-4l" } });
  const title = "<&".repeat(60);
  const names = Array.from({ length: conditions }, (_, n) => `${n} ${"<& ".repeat(30)}`.trim());
  const { family: __, ...made } = madeUpExperiment();
  const hypothesis = { says: "<&".repeat(250), writtenAt: "2026-11-30T12:00:00Z" };
  const document = {
    ...{ ...made, title, description: "<&".repeat(2_000), hypothesis, metrics: [...metrics] },
    conditions: names.map((name) => ({ ...written, name })),
  };
  const hash = "f".repeat(64);
  const version = { familyId: family, familyVersion: 1 };
  const { id } = await db().experiment.create({
    data: { ...{ ownerId, title, modelId, ...version }, document, hash, isPublic: true },
    select: { id: true },
  });
  const result = packDocument(madeUpResult({ title, hypothesis, hash, names }));
  const ready = { result, computedBy: "test", computedAt: new Date() };
  const beside = { numbers: 140_000, largest: 0.25, differenceCount: 999, differences: differences() };
  await db().experimentResult.createMany({
    data: [
      { ...ready, experimentId: id, number: 1 },
      ...Array.from({ length: 49 }, (_, n) => ({ ...ready, experimentId: id, number: n + 2, beside })),
    ],
  });
  return id;
}

function differences() {
  return Array.from({ length: 20 }, (_, n) => ({
    where: `${n} ${"<&".repeat(100)}`,
    stated: 1,
    found: "<&",
  }));
}

interface MadeUpResult {
  title: string;
  hypothesis: { says: string; writtenAt: string };
  hash: string;
  names: readonly string[];
}

function madeUpResult({ title, hypothesis, hash, names }: MadeUpResult): ExperimentResult {
  const prompts = Array.from({ length: 99 }, (_, n) => ({
    ...{ text: `${n} ${"<& ".repeat(100)}`, template: "t", variant: "abcd"[n % 4], heldOut: false },
  }));
  const summary = { known: 99, unknown: 0, mean: 0.123456789, deviation: 0.25, interval: [-0.5, 0.5] };
  const both = { value: summary, change: summary };
  const variants = [..."abcd"].map((variant) => ({ variant, ...both }));
  const of = metrics.map((metric, m) => ({
    ...{ metric, values: prompts.map((_, n) => Math.sin(n + m)), ...both, variants },
  }));
  return readExperimentResult({
    format: "circuit-commons/experiment-result@1",
    experiment: { hash, title, hypothesis },
    ...{ model: "storybook-4l", modelChecksum: hash, dictionarySets: [] },
    family: { title, hash },
    ...{ seed: 1, digits: 3, computedAt: hypothesis.writtenAt, build: "test", prompts, whole: of },
    conditions: names.map((name) => ({
      ...{ name, rule: null, freeze: { patterns: false, layerNorms: false }, interventions: [] },
      ...{ reached: 98, metrics: of },
    })),
  });
}
