import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { db } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";

/** Gives features of the bundled model's dictionary at a layer stand-in names, as an assembly does. */
export async function nameFeatures(
  names: Readonly<Record<number, string>>,
  {
    kind = "attn",
    layer = 2,
    density = 0.01,
  }: { kind?: DictionaryKind; layer?: number; density?: number } = {},
): Promise<void> {
  const dictionary = await db().dictionary.findFirstOrThrow({
    where: { layer, set: { kind, model: { name: "storybook-4l" } } },
    select: { id: true, set: { select: { modelId: true } } },
  });
  const index = await db().featureIndex.create({
    data: {
      modelId: dictionary.set.modelId,
      identity: crypto.randomUUID(),
      ...{ corpusName: "made up", corpusLicence: "CC0", corpusChecksum: "0", corpusBytes: 1n },
      ...{ corpusPath: "/", parts: 1, sampledShare: 0 },
    },
  });
  await db().featureEvidence.createMany({
    data: Object.entries(names).map(([number, standIn]) => ({
      ...{ dictionaryId: dictionary.id, index: Number(number), indexId: index.id, standIn },
      ...{ density, maxActivation: 1, document: packDocument({}) },
    })),
  });
}
