import { streamSite } from "../architectures/sites";
import type { AttributionState } from "../attribution/attribution-state";
import { spread } from "../attribution/read-vectors";
import { assertFinite } from "../finite";
import { type Freeze, runEdited } from "../interventions/edited-pass";
import { layerSessionsOf } from "../interventions/layer-sessions";
import { firstPositionOf, firstStageOf, siteName, type Variant } from "../interventions/variant";
import type { StopSignal } from "../stop-signal";

/** Rows (variants times positions) of one batch: more gain little. */
const batchRows = 768;

/** Logits (V) after `position` of a run without edits. */
export async function logitsAfter(state: AttributionState, position: number): Promise<Float32Array> {
  const { config } = state.model;
  const D = config.dModel;
  const x = state.site(streamSite(config, config.layers)).slice(position * D, (position + 1) * D);
  const [logits] = await logitsOf(state, x, Float32Array.of(spread(x, config).sigma));
  if (!logits) throw new Error("one row has one row of logits");
  return logits;
}

/**
 * Logits (V) after `position` of each variant of a text. Those that begin at near positions and layers run together, each from
 * its batch's first edited position and its own first edited layer on.
 */
export async function runVariants(
  state: AttributionState,
  variants: readonly Variant[],
  { position, freeze, signal }: { position: number; freeze: Freeze; signal?: StopSignal },
): Promise<Float32Array[]> {
  const order = variants
    .map((variant, slot) => ({
      variant,
      slot,
      first: Math.min(position, firstPositionOf(variant) ?? position),
      stage: firstStageOf(variant),
    }))
    .sort((a, b) => a.first - b.first || compare(a.stage, b.stage) || a.slot - b.slot);
  const found: Float32Array[] = [];
  let start = 0;
  while (start < order.length) {
    signal?.throwIfAborted();
    const rows = position + 1 - (order[start]?.first ?? position);
    const batch = order.slice(start, start + Math.max(1, Math.floor(batchRows / rows)));
    const logits = await runBatch(
      state,
      batch.map(({ variant }) => variant),
      { position, freeze, ...(signal && { signal }) },
    );
    for (const [i, { slot }] of batch.entries()) {
      const of = logits[i];
      if (of) found[slot] = of;
    }
    start += batch.length;
  }
  return found;
}

/** Two infinite ones are equal. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

async function runBatch(
  state: AttributionState,
  variants: readonly Variant[],
  { position, freeze, signal }: { position: number; freeze: Freeze; signal?: StopSignal },
): Promise<Float32Array[]> {
  const { config } = state.model;
  const { dModel: D, layers: L } = config;
  const last = { kind: "final", layer: L } as const;
  const result = await runEdited(state, {
    ...{ variants, freeze, lastPosition: position, sites: [last], endsAtLastRow: true },
    ...(signal && { signal }),
  });
  const rows = result.sites.get(siteName(last));
  if (!rows) throw new Error("the edited run does not hold the last residual stream");
  const x = new Float32Array(variants.length * D);
  const sigma = new Float32Array(variants.length);
  const clean = state.site(streamSite(config, L)).subarray(position * D, (position + 1) * D);
  for (let slot = 0; slot < variants.length; slot++) {
    const at = (slot * result.n + result.n - 1) * D;
    const row = rows.subarray(at, at + D);
    x.set(row, slot * D);
    sigma[slot] = spread(freeze.layerNorms ? clean : row, config).sigma;
  }
  return logitsOf(state, x, sigma);
}

async function logitsOf(
  state: AttributionState,
  x: Float32Array, // (N, D)
  sigma: Float32Array, // (N)
): Promise<Float32Array[]> {
  const N = sigma.length;
  const { dModel: D, vocabularySize: V } = state.model.config;
  const logits = await layerSessionsOf(state.model).logits({
    x: { data: x, shape: [1, N, D] },
    sigma: { data: sigma, shape: [1, N, 1] },
  });
  assertFinite(logits);
  return Array.from(sigma, (_, i) => logits.subarray(i * V, (i + 1) * V));
}
