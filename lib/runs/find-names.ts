import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import type { ActiveFeatureView } from "./view";

/** What corpora showed of a feature, as far as a list of many shows it. */
export interface ShownByCorpora extends NonNullable<ActiveFeatureView["measured"]> {
  /** What it is called. */
  label: string;
  /** How that stands; null of a name made by rule. */
  standing: LabelStanding | null;
}

/**
 * What corpora showed of features of the dictionaries that a run was read with, by `attn.3.697`, in one query. Those of
 * which nothing was measured are left out.
 */
export async function findShownByCorpora(
  runId: string,
  features: readonly Feature[],
): Promise<Map<string, ShownByCorpora>> {
  if (features.length === 0) return new Map();
  const wanted = features.map(({ kind, layer, index }) => ({ kind, layer, index }));
  const rows = await showingRows(
    () => db().$queryRaw<(Feature & ShownByCorpora)[]>`
    select w.kind, w.layer, w.index, n.name as label, nullif(n.named, 'rule') as standing, e."maxActivation" as largest, e.density
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(kind text, layer int, index int)
    join "RunSet" s on s."runId" = ${runId}::uuid and s.kind::text = w.kind
    join "Dictionary" d on d."setId" = s."setId" and d.layer = w.layer
    join "FeatureEvidence" e on e."dictionaryId" = d.id and e.index = w.index
    join "FeatureName" n on n."dictionaryId" = d.id and n.index = w.index`,
    // What a run is read with is stored with it.
    () => ({ topics: [`Run ${runId}`], insteadOf: ["RunSet"] }),
  );
  return new Map(
    rows.map(({ label, standing, largest, density, ...feature }) => [
      formatFeature(feature),
      { label, standing, largest, density },
    ]),
  );
}

/** Their names alone. */
export async function findNames(runId: string, features: readonly Feature[]): Promise<Map<string, string>> {
  const shown = await findShownByCorpora(runId, features);
  return new Map([...shown].map(([feature, { label }]) => [feature, label]));
}

/** The same features with what corpora showed of them, where that was measured. */
export function withShown(
  features: readonly ActiveFeatureView[],
  shown: ReadonlyMap<string, ShownByCorpora>,
): ActiveFeatureView[] {
  return features.map((feature) => {
    const known = shown.get(formatFeature(feature));
    if (!known) return { ...feature, label: null, standing: null, measured: null };
    const { label, standing, largest, density } = known;
    return { ...feature, label, standing, measured: { largest, density } };
  });
}
