import { formatFeature } from "@/lib/circuit-format/node-id";
import { getRunPosition } from "@/lib/runs/get-run-position";
import { inBatches, type Table } from "./table";

/** What fires at one token of a run. Throws "not-found" and "conflict" as the run's page does. */
export async function positionTable(runId: string, position: number): Promise<Table> {
  const { features } = await getRunPosition(runId, position);
  return {
    name: `features-at-token-${position}`,
    columns: [
      ...["feature", "kind", "layer", "index", "name", "activation"],
      ...["largest activation on the corpora", "density"],
    ],
    batches: inBatches(features, (feature) => [
      ...[formatFeature(feature), feature.kind, feature.layer, feature.index, feature.label],
      ...[feature.activation, feature.measured?.largest ?? null, feature.measured?.density ?? null],
    ]),
  };
}
