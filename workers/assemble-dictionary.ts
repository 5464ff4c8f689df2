import { setImmediate } from "node:timers/promises";
import { build } from "@/lib/build";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { db, type Transaction } from "@/lib/db/client";
import { packDocumentBeside } from "@/lib/documents/packed-document";
import type { CorpusEvidence } from "@/lib/engine/evidence/corpus-evidence";
import { mergeDictionary } from "@/lib/engine/evidence/merge-dictionary";
import { readWeightEvidence, type WeightEvidence } from "@/lib/engine/evidence/weight-evidence";
import type { Evidence } from "@/lib/evidence-format/evidence";
import { type HeadShares, headAgreement } from "@/lib/features/head-agreement";
import { standInName } from "@/lib/features/stand-in-name";
import { mainHeadOf } from "@/lib/heads/main-head";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobContext, Store } from "./context";
import { openEarlierEvidence } from "./earlier-evidence";
import { indexSeed } from "./handlers/feature-index";
import { sampleOf } from "./index-sample";
import { keepQuality } from "./measure-dictionaries";
import { openWindows } from "./open-windows";

interface DictionaryRow {
  id: string;
  kind: DictionaryKind;
  layer: number;
}

interface EvidenceRow {
  index: number;
  standIn: string;
  density: number;
  maxActivation: number;
  mainHead?: number;
  mainHeadShare?: number;
  document: Promise<Uint8Array<ArrayBuffer>>;
}

/** Features after which others of this process come in between. */
const featuresAtOnce = 16;

/** Evidence for each feature of one dictionary, from what the parts of an index showed and from earlier corpora. */
export async function assembleDictionary(
  indexId: string,
  row: DictionaryRow,
  { models, signal, progressed }: JobContext,
): Promise<Store> {
  const index = await db().featureIndex.findUniqueOrThrow({
    where: { id: indexId },
    select: { tokens: true, windows: true, sampledShare: true, ...readWithFields, model: true },
  });
  const { model } = await models.open(index);
  const dictionary = model.dictionaries.find(({ kind, layer }) => kind === row.kind && layer === row.layer);
  if (!dictionary) throw new Error(`the model has no dictionary ${row.kind} ${row.layer}`);
  const earlier = await openEarlierEvidence(row.id);
  if (earlier.has(indexId)) return { bytes: 0, write: async () => undefined };
  const tallies = await db().indexTally.findMany({
    where: { indexId, dictionaryId: row.id },
    orderBy: { part: "asc" },
    select: { tally: true },
  });
  const sample = await sampleOf(indexId, model);
  const windows = await openWindows([...earlier.indexIds, indexId], model.config.vocabularySize);

  const weights: WeightEvidence[] = [];
  for await (const ofFeature of readWeightEvidence(model, dictionary, { signal })) {
    weights.push(ofFeature);
    progressed((0.4 * weights.length) / dictionary.dFeatures, "Reading the weights");
  }
  const weightsOf = (feature: number) => {
    const found = weights[feature];
    if (found?.index !== feature) throw new Error(`the weights of feature ${feature} are missing`);
    return found;
  };
  const merged = mergeDictionary(
    dictionary,
    tallies.map(({ tally }) => tally),
    sample,
    {
      seed: indexSeed,
      corpus: { indexId, tokens: Number(index.tokens), windows: index.windows ?? 0 },
      sampledShare: index.sampledShare,
      tokensOf: windows.tokensOf,
      neighboursOf: (feature) => weightsOf(feature).neighbours,
      earlier: earlier.of,
    },
  );
  const rows: EvidenceRow[] = [];
  const heads: HeadShares[] = [];
  for (const shown of merged) {
    const evidence = togetherOf(shown, weightsOf(shown.index));
    const { byWeight, byDfa } = evidence.heads ?? {};
    if (byWeight && byDfa) heads.push({ byWeight, byDfa });
    rows.push({
      index: shown.index,
      standIn: standInName(
        { kind: row.kind, layer: row.layer, index: shown.index },
        evidence,
        model.tokenOf,
        (corpus, window) => windows.tokensOf(evidence.corpora[corpus]?.indexId ?? "", window),
      ),
      density: densityOf(evidence),
      maxActivation: evidence.activation.max,
      ...(byWeight ? (mainHeadOf(byWeight) ?? { mainHeadShare: 0 }) : {}),
      document: packDocumentBeside(evidence),
    });
    if (rows.length % featuresAtOnce !== 0) continue;
    // Those of one round are packed while the next is put together, and no more.
    await Promise.all(rows.slice(-2 * featuresAtOnce, -featuresAtOnce).map(({ document }) => document));
    await setImmediate();
    signal.throwIfAborted();
    progressed(0.4 + (0.6 * rows.length) / dictionary.dFeatures, "Putting together what was read");
  }
  const data = await Promise.all(
    rows.map(async ({ document, ...evidence }) => ({
      ...{ ...evidence, dictionaryId: row.id, indexId },
      document: await document,
    })),
  );
  const quality = {
    neverFired: rows.filter(({ density }) => density === 0).length / dictionary.dFeatures,
    heads: headAgreement(heads),
  };
  const computedBy = `${build} on ${models.provider}`;
  return {
    bytes: 0,
    write: async (tx) => {
      await holdDictionary(tx, row.id, earlier.latest);
      await tx.featureEvidence.deleteMany({ where: { dictionaryId: row.id } });
      await tx.featureEvidence.createMany({ data });
      await keepQuality(tx, row.id, computedBy, quality);
    },
  };
}

function togetherOf(
  { index, byDfa, ...shown }: CorpusEvidence,
  { index: _, byWeight, duplicates, ...weights }: WeightEvidence,
): Evidence {
  const { shares = null, examples = 0 } = byDfa ?? {};
  return {
    format: "circuit-commons/evidence@1",
    ...shown,
    ...weights,
    heads: byWeight && { byWeight, byDfa: shares, examples },
    families: duplicates.length > 0 ? [...shown.families, "duplicate"] : shown.families,
    duplicates,
  };
}

function densityOf({ corpora, fired }: Evidence): number {
  const tokens = corpora.reduce((sum, corpus) => sum + corpus.tokens, 0);
  return tokens === 0 ? 0 : fired.tokens / tokens;
}

/** Holds a dictionary until the transaction ends. Throws where another index was put in since its evidence was read. */
async function holdDictionary(tx: Transaction, dictionaryId: string, latest: string | null): Promise<void> {
  await tx.$queryRaw`select 1 from "Dictionary" where id = ${dictionaryId}::uuid for update`;
  const now = await tx.featureEvidence.findFirst({ where: { dictionaryId }, select: { indexId: true } });
  if ((now?.indexId ?? null) !== latest)
    throw new Error(`another index was put into dictionary ${dictionaryId} meanwhile`);
}
