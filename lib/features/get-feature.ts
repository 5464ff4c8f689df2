import { unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { qualitySchema } from "@/lib/evidence-format/quality";
import { findCorpusReading } from "./corpus-reading";
import { evidenceView, type ShownExamples } from "./evidence-view";
import type { FeatureAddress } from "./feature-address";
import { type FeatureRow, getFeatureRow } from "./feature-row";
import { type FeatureView, namedBy } from "./view";

/**
 * A feature with what corpora showed of it; where none has been read yet, how far that is. Throws "not-found" where the
 * model has no such feature.
 */
export async function getFeature(address: FeatureAddress, shown: ShownExamples): Promise<FeatureView> {
  return readFeature(await getFeatureRow(address), address, shown);
}

/** The same of a row that is read already. */
export async function readFeature(
  row: FeatureRow,
  address: FeatureAddress,
  shown: ShownExamples,
): Promise<FeatureView> {
  const { modelName, layers, heads, features, architecture, hookIn, hookOut } = row;
  const model = { name: modelName, displayName: row.modelDisplayName, layers, heads };
  const evidence =
    row.document &&
    (await evidenceView(
      {
        evidence: evidenceSchema.parse(unpackDocument(row.document)),
        density: row.density ?? 0,
        model: { name: modelName, vocabularySize: row.vocabularySize },
      },
      shown,
    ));
  return {
    model,
    kind: address.kind,
    set: { name: row.setName, displayName: row.setDisplayName, licence: row.setLicence },
    layer: address.layer,
    index: address.index,
    ...{ features, architecture, hookIn, hookOut },
    name: row.name,
    named: namedBy.nullable().parse(row.named),
    evidence,
    // One job measures the losses, another counts the features: until both are done there is a part of it.
    quality: qualitySchema.safeParse(row.quality).data ?? null,
    reading: evidence ? null : await findCorpusReading(row.setId),
  };
}
