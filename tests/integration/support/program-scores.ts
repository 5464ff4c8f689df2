import type { Feature } from "@/lib/circuit-format/node-id";
import { ask } from "@/lib/computations/ask";
import type { Asker } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { packDocument, unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { programChecksum } from "@/lib/label-programs/program-identity";
import { programScoreComputation } from "@/lib/label-programs/score/program-score-computation";
import { sideOfFeature } from "./labels";

/** A program that waits to be measured, for a corpus of which nothing is known. */
export async function askAnyScore(asker: Asker): Promise<{ id: string }> {
  const { dictionaryId, index } = await sideOfFeature(891);
  const { modelId } = await db().dictionarySet.findFirstOrThrow({
    where: { dictionaries: { some: { id: dictionaryId } } },
    select: { modelId: true },
  });
  const { id: indexId } = await db().featureIndex.create({
    data: {
      ...{ modelId, identity: crypto.randomUUID(), corpusName: "a corpus", corpusLicence: "MIT" },
      ...{ corpusChecksum: "", corpusBytes: 1, corpusPath: "", parts: 1, sampledShare: 1 },
    },
  });
  const program = 'word is "the"';
  const question = { dictionaryId, index, indexId, program, checksum: programChecksum(program) };
  return ask(programScoreComputation, question, asker);
}

/** Moves a feature's evidence to a corpus of so many copies of the one it is of: counts grow with it, shares stay. */
export async function copyCorpus(
  { kind, layer, index }: Feature,
  copies: number,
): Promise<{ windows: number }> {
  const row = await db().featureEvidence.findFirstOrThrow({
    where: { index, dictionary: { layer, set: { kind } } },
    include: { featureIndex: { include: { sets: true } } },
  });
  const { id: _, sets, ...copied } = row.featureIndex;
  const [indexId, identity] = [crypto.randomUUID(), crypto.randomUUID()];
  await db().featureIndex.create({
    data: {
      ...copied,
      ...{ id: indexId, identity, leftOut: undefined },
      sets: { create: sets.map(({ setId, kind: ofSet }) => ({ setId, kind: ofSet })) },
    },
  });
  const windows = await db().corpusWindow.findMany({ where: { indexId: row.indexId } });
  await db().corpusWindow.createMany({
    data: Array.from({ length: copies * windows.length }, (_copy, number) => ({
      ...{ indexId, number, tokenIds: windows[number % windows.length]?.tokenIds ?? new Uint8Array() },
    })),
  });
  const evidence = evidenceSchema.parse(unpackDocument(row.document));
  const { fired, histogram, corpora } = evidence;
  const document = packDocument({
    ...evidence,
    corpora: corpora.map((of) => ({ indexId, tokens: copies * of.tokens, windows: copies * of.windows })),
    fired: { tokens: copies * fired.tokens, windows: copies * fired.windows },
    histogram: { ...histogram, counts: histogram.counts.map((count) => copies * count) },
  });
  const { dictionaryId } = row;
  await db().featureEvidence.update({
    where: { dictionaryId_index: { dictionaryId, index } },
    data: { indexId, document },
  });
  return { windows: copies * windows.length };
}
