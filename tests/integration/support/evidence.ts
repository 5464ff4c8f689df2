import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inject } from "vitest";
import type { Feature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";
import type { Evidence } from "@/lib/evidence-format/evidence";
import { packWindow } from "@/lib/features/window-codec";
import { countNaively, type NaiveEvidence, tokensOf } from "./naive-evidence";

/**
 * Stores evidence of `perDictionary` features of each dictionary and of those that fire strongest on the last token of
 * `text`, as an index stores it; returns those.
 */
export async function storeNaiveEvidence(perDictionary = 4, text?: string): Promise<Feature[]> {
  const { windows, vocabularySize, features } = await countOnce(perDictionary, text);
  const indexId = await storeIndex(windows, vocabularySize);
  for (const { feature, evidence } of features) {
    const corpora = evidence.corpora.map((corpus) => ({ ...corpus, indexId }));
    await storeEvidence(indexId, feature, { ...evidence, corpora });
  }
  return features.map(({ feature }) => feature);
}

/** What was counted is kept for the other files of the run, since counting takes seconds of a processor. */
async function countOnce(perDictionary: number, text = ""): Promise<NaiveEvidence> {
  const name = `evidence-${perDictionary}-${Buffer.from(text).toString("base64url").slice(0, 100)}.json`;
  const file = path.join(inject("runFolder"), name);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Nobody has counted it yet; who does so at the same time counts the same.
  }
  const counted = await countNaively(perDictionary, text || undefined);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(counted));
  renameSync(unfinished, file);
  return counted;
}

async function storeIndex(windows: number[][], vocabularySize: number): Promise<string> {
  const stored = await db().model.findUniqueOrThrow({
    where: { name: "storybook-4l" },
    select: { id: true, dictionarySets: { select: { id: true, kind: true } } },
  });
  const { id } = await db().featureIndex.create({
    data: {
      modelId: stored.id,
      identity: crypto.randomUUID(),
      ...{
        corpusName: "storybook-4l's corpus",
        corpusLicence: "MIT and public domain",
        corpusChecksum: "none",
      },
      ...{ corpusBytes: 0, corpusPath: "corpus.jsonl", parts: 1, sampledShare: 1 },
      ...{ tokens: tokensOf(windows), windows: windows.length, computedAt: new Date() },
      sets: { create: stored.dictionarySets.map(({ id: setId, kind }) => ({ setId, kind })) },
    },
  });
  await db().corpusWindow.createMany({
    data: windows.map((ids, number) => ({
      ...{ indexId: id, number },
      tokenIds: packWindow(ids, vocabularySize),
    })),
  });
  return id;
}

async function storeEvidence(indexId: string, { kind, layer, index }: Feature, evidence: Evidence) {
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer, set: { kind, name: kind, model: { name: "storybook-4l" } } },
    select: { id: true },
  });
  await db().featureEvidence.create({
    data: {
      ...{ dictionaryId, index, indexId },
      standIn: `fires on token ${evidence.tokens[0]?.token}`,
      density: evidence.fired.tokens / (evidence.corpora[0]?.tokens ?? 1),
      maxActivation: evidence.activation.max,
      document: packDocument(evidence),
    },
  });
}
