import { featurePath } from "@/lib/features/feature-address";
import { getRun } from "@/lib/runs/get-run";
import type { SpecificFeatures } from "./activation-view";
import { findByActivation } from "./find-by-activation";

/** The same as findByActivation, each feature with its set and its page. Throws what that throws. */
export async function getSpecificFeatures(
  runId: string,
  positions: readonly number[],
): Promise<SpecificFeatures> {
  const { model, kinds } = await getRun(runId);
  const { features, unmeasured } = await findByActivation(runId, positions);
  const sets = new Map(kinds.map(({ kind, set }) => [kind, set.name]));
  return {
    unmeasured,
    features: features.map((feature) => {
      const set = sets.get(feature.kind) ?? feature.kind;
      return { ...feature, set, url: featurePath({ ...feature, set, model: model.name }) };
    }),
  };
}
