import { db } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";
import type { Evidence, Example } from "@/lib/evidence-format/evidence";
import { bandCount, binCount } from "@/lib/evidence-format/strata";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { packWindow } from "@/lib/features/window-codec";
import { digits } from "./circuits";
import { wide } from "./models";

const vocabularySize = 50_257;
const windows = 250;
/** More than is listed of anything. */
const much = 50;
const drawnPerBand = 50;
const firingsPerExample = 100;

/** Two features with as much evidence as there is room for, in windows as long as the model takes, in many circuits. */
export async function createWorstEvidence(
  model: { id: string; sets: { id: string; kind: "attn" | "mlp" | "resid" }[] },
  circuits: string[],
): Promise<FeatureAddress> {
  const random = digits();
  const set = model.sets.find(({ kind }) => kind === "attn");
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { setId: set?.id ?? "", layer: 0 },
  });
  const { id: indexId } = await db().featureIndex.create({
    data: {
      ...{
        modelId: model.id,
        identity: "worst",
        corpusName: "C".repeat(100),
        corpusLicence: "L".repeat(200),
      },
      ...{ corpusChecksum: "", corpusBytes: 1, corpusPath: "", parts: 1, sampledShare: 1 },
      computedAt: new Date(),
      sets: { create: model.sets.map(({ id: setId, kind }) => ({ setId, kind })) },
    },
  });
  await db().corpusWindow.createMany({
    data: Array.from({ length: windows }, (_, number) => {
      const ids = Array.from({ length: wide.tokens }, () => Math.floor(random() * vocabularySize));
      return { indexId, number, tokenIds: packWindow(ids, vocabularySize) };
    }),
  });
  await db().featureEvidence.createMany({
    data: Array.from({ length: much }, (_, index) => ({
      ...{ dictionaryId, index, indexId, standIn: "<&".repeat(30), density: 0.5, maxActivation: 100 },
      document: packDocument(worstEvidence(indexId, random)),
    })),
  });
  await db().feature.createMany({
    data: Array.from({ length: much }, (_, index) => ({ dictionaryId, index })),
    skipDuplicates: true,
  });
  const { id: featureId } = await db().feature.findFirstOrThrow({ where: { dictionaryId, index: 0 } });
  await db().circuitFeature.createMany({
    data: circuits.flatMap((circuitId) =>
      Array.from({ length: much }, (_, position) => ({
        ...{ circuitId, featureId, position, activation: 1, influence: random(), effect: 1, expanded: true },
      })),
    ),
    skipDuplicates: true,
  });
  return { model: wide.name, kind: "attn", set: "attn", layer: 0, index: 0 };
}

function worstEvidence(indexId: string, random: () => number): Evidence {
  const list = <T>(length: number, of: (n: number) => T) => Array.from({ length }, (_, n) => of(n));
  const token = () => Math.floor(random() * vocabularySize);
  const example = (window: number, probability: number | null): Example => ({
    ...{ corpus: 0, window, position: 700, activation: 100 * random(), fired: wide.tokens, probability },
    firings: list(firingsPerExample, (n) => [650 + n, random()]),
    reads: list(much, (n) => ({ head: n % wide.heads, source: Math.floor(random() * 700), value: random() })),
    readsTotal: 1,
  });
  const others = list(much, (index) => ({ kind: "attn" as const, layer: 0, index }));
  return {
    format: "circuit-commons/evidence@1",
    corpora: [{ indexId, tokens: 1e9, windows: 1e6 }],
    fired: { tokens: 1e8, windows: 1e6 },
    activation: { max: 100, mean: 10 },
    histogram: { first: 0, counts: list(binCount, (n) => n * 1_000) },
    top: list(much, (n) => example(n, null)),
    bands: list(bandCount, (band) => ({
      ...{ band, windows: 1e6 },
      drawn: list(drawnPerBand, (n) => example((n * 5) % windows, 0.5)),
    })),
    tokens: list(much, () => ({ token: token(), share: random(), firesOn: random(), sampled: 100 })),
    logits: {
      promoted: list(much, () => ({ token: token(), value: random() })),
      suppressed: list(much, () => ({ token: token(), value: -random() })),
    },
    heads: {
      byWeight: list(wide.heads, random),
      byDfa: list(wide.heads, random),
      examples: 200,
    },
    neighbours: others.map((other) => ({ ...other, cosine: random() })),
    together: others.map((other) => ({ ...other, both: 1, overlap: random() })),
    families: ["dead", "always-on", "positional", "duplicate"],
    duplicates: others,
    negatives: list(100, (window) => ({
      ...{ corpus: 0, window, position: 5, neighbour: null, probability: 0.5 },
    })),
  };
}
