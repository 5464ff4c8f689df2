import fc from "fast-check";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { modelOfAnyShape, modelWithAllDictionaries } from "./arbitrary-model";
import type { RandomModelSpec } from "./random-model";

/** The same model with the dictionaries of some kinds at the sites that open leaves. */
export function withLeaves(spec: RandomModelSpec, kinds: readonly DictionaryKind[]): RandomModelSpec {
  // Where attention and MLP read one stream, it has no middle.
  const hasMiddle = spec.gptNeox?.parallel !== true;
  return {
    ...spec,
    dictionaries: spec.dictionaries.map((each) => ({
      ...each,
      opens: kinds.includes(each.kind) && (each.kind !== "resid" || hasMiddle),
    })),
  };
}

/** The same model with skip transcoders. */
export function withSkips(spec: RandomModelSpec): RandomModelSpec {
  return {
    ...spec,
    dictionaries: spec.dictionaries.map((each) => ({ ...each, skips: each.kind === "mlp" })),
  };
}

const manyDictionaries = fc.oneof(modelOfAnyShape, { arbitrary: modelWithAllDictionaries, weight: 2 });

/** Models whose transcoders, if they have any, add a map of their input. */
export const modelWithSkips: fc.Arbitrary<RandomModelSpec> = manyDictionaries.map(withSkips);

/** Models of which the dictionaries of one kind at least open leaves. */
export const modelWithLeaves: fc.Arbitrary<RandomModelSpec> = fc
  .tuple(manyDictionaries, fc.subarray(["attn" as const, "mlp" as const, "resid" as const], { minLength: 1 }))
  .map(([spec, kinds]) => withLeaves(spec, kinds));
