import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { firingsOf } from "@/lib/features/firings";
import { findKnown, withKnown } from "@/lib/runs/find-names";
import { getUnnamedPosition } from "@/lib/runs/get-run-position";
import { getStrongestFeatures } from "@/lib/runs/get-strongest-features";
import { readRunFeatures } from "@/lib/runs/run-features";
import type { ActiveFeatureView, RunPositionView, RunView } from "@/lib/runs/view";
import type { RunExplorerProps } from "./run-explorer";
import { readSelection } from "./selection";

/** How many of each kind "whole run" lists. */
const strongestPerKind = 24;

interface FirstSight {
  explorer: RunExplorerProps;
  /** The features and predictions of the selected token; null where they are too many to come with the page. */
  position: RunPositionView | null;
}

/** What the explorer of a finished run needs for its first sight. */
export async function loadExplorer(run: RunView, params: URLSearchParams): Promise<FirstSight> {
  const selection = readSelection(params, run);
  // One after the other, since each is a tenth of a second's work for a long run of a large model.
  const position = await getUnnamedPosition(run.id, selection.token);
  const strongest = await getStrongestFeatures(run.id, { perKind: strongestPerKind, includeFirst: false });
  const { id, model, tokens, kinds } = run;
  const chosen =
    selection.feature && (await findChosen(id, selection.feature, [...position.features, ...strongest]));
  const known = await findKnown(id, [...position.features, ...strongest, ...(chosen ? [chosen] : [])]);
  const shown = (features: readonly ActiveFeatureView[]) => withKnown(features, known).map(withoutNoise);
  return {
    explorer: {
      run: { id, model, tokens, kinds },
      selection: { ...selection, feature: chosen && selection.feature },
      strongest: shown(strongest),
      chosen: (chosen && shown([chosen])[0]) ?? null,
    },
    position: isMuch(position) ? null : { ...position, features: shown(position.features) },
  };
}

/** The most firings that come with a page, some two megabytes: of a run of more the browser asks for a token's. */
const maxFirings = 50_000;

function isMuch({ features }: RunPositionView): boolean {
  return features.reduce((sum, { firesAt }) => sum + firesAt.length, 0) > maxFirings;
}

/**
 * Activations are float32: nine digits say one exactly, and the eight more that JavaScript would write are a
 * quarter of the page.
 */
function withoutNoise(feature: ActiveFeatureView): ActiveFeatureView {
  const exact = (value: number) => Number(value.toPrecision(9));
  return {
    ...feature,
    activation: exact(feature.activation),
    measured: feature.measured && {
      largest: exact(feature.measured.largest),
      density: Number(feature.measured.density.toPrecision(4)),
    },
    firesAt: feature.firesAt.map(([position, value]) => [position, exact(value)]),
  };
}

/** A feature named in an address may fire elsewhere than at the token, and not strongly. */
async function findChosen(
  runId: string,
  name: Feature,
  listed: readonly ActiveFeatureView[],
): Promise<ActiveFeatureView | null> {
  const known = listed.find((feature) => formatFeature(feature) === formatFeature(name));
  if (known) return known;
  const { dictionaries } = await readRunFeatures(runId);
  const dictionary = dictionaries.find(({ kind, layer }) => kind === name.kind && layer === name.layer);
  const firesAt = dictionary && firingsOf(dictionary, [name.index]).get(name.index);
  if (!firesAt) return null;
  return {
    ...name,
    label: null,
    standing: null,
    measured: null,
    firesAt,
    activation: Math.max(...firesAt.map(([, value]) => value)),
  };
}
