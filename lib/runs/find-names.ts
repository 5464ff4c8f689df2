import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import type { ActiveFeatureView } from "./view";

/** What is known of a feature, as far as a list of many shows it. */
export interface KnownFeature extends Pick<ActiveFeatureView, "standing" | "measured"> {
  /** What it is called. */
  label: string;
}

interface Row extends Feature, Omit<KnownFeature, "measured"> {
  largest: number | null;
  density: number | null;
}

/**
 * What features of the dictionaries that a run was read with are called, and what corpora showed of them, by `attn.3.697`, in one
 * query. Those without a name are left out: nobody labelled them, and nothing was measured.
 */
export async function findKnown(
  runId: string,
  features: readonly Feature[],
): Promise<Map<string, KnownFeature>> {
  if (features.length === 0) return new Map();
  const wanted = features.map(({ kind, layer, index }) => ({ kind, layer, index }));
  const rows = await showingRows(
    () => db().$queryRaw<Row[]>`
    select w.kind, w.layer, w.index, n.name as label, nullif(n.named, 'rule') as standing, e."maxActivation" as largest, e.density
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(kind text, layer int, index int)
    join "RunSet" s on s."runId" = ${runId}::uuid and s.kind::text = w.kind
    join "Dictionary" d on d."setId" = s."setId" and d.layer = w.layer
    join "FeatureName" n on n."dictionaryId" = d.id and n.index = w.index and n.name is not null
    left join "FeatureEvidence" e on e."dictionaryId" = d.id and e.index = w.index`,
    // What a run is read with is stored with it.
    () => ({ topics: [`Run ${runId}`], insteadOf: ["RunSet"] }),
  );
  return new Map(
    rows.map(({ label, standing, largest, density, ...feature }) => [
      formatFeature(feature),
      { label, standing, measured: largest === null || density === null ? null : { largest, density } },
    ]),
  );
}

/** Their names alone. */
export async function findNames(runId: string, features: readonly Feature[]): Promise<Map<string, string>> {
  const shown = await findKnown(runId, features);
  return new Map([...shown].map(([feature, { label }]) => [feature, label]));
}

/** The same features with their names, and what corpora showed of them. */
export function withKnown(
  features: readonly ActiveFeatureView[],
  known: ReadonlyMap<string, KnownFeature>,
): ActiveFeatureView[] {
  return features.map((feature) => {
    const unknown = { label: null, standing: null, measured: null };
    return { ...feature, ...(known.get(formatFeature(feature)) ?? unknown) };
  });
}
