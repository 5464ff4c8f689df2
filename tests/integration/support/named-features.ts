import { db } from "@/lib/db/client";
import { packDocument } from "@/lib/documents/packed-document";

/** Gives features of the bundled model's attention dictionary at a layer stand-in names, as an assembly does. */
export async function nameFeatures(
  names: Readonly<Record<number, string>>,
  { layer = 2, density = 0.01 }: { layer?: number; density?: number } = {},
): Promise<void> {
  const dictionary = await db().dictionary.findFirstOrThrow({
    where: { layer, set: { kind: "attn", model: { name: "storybook-4l" } } },
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
