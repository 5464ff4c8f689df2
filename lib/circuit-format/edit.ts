import { z } from "zod";
import { dictionaryKinds } from "./kinds";
import type { FeatureId } from "./node-id";

/** Largest value or scale: far past any activation, and far from where the squares of a LayerNorm overflow float32. */
export const maxFactor = 1e9;

const count = z.number().int().min(0).max(1e15);
/** Positions the edit is made at; all of them where left out. */
const positions = z.array(count).min(1).max(1_000_000).optional();
const place = { kind: z.enum(dictionaryKinds), layer: count, positions };

/** A change of a run that somebody asks for (attribution.md section 5). */
export const editSchema = z.discriminatedUnion("do", [
  /** Adds `(scale - 1) f W_dec` to the site's true value, which keeps the error; 0 ablates. */
  z.strictObject({ do: z.literal("scale"), ...place, index: count, scale: z.number() }),
  /** Brings a feature to a value, also where it was not active. */
  z.strictObject({ do: z.literal("set"), ...place, index: count, value: z.number() }),
  /** Puts the dictionary's reconstruction in the site's place, with the unedited run's error or without. */
  z.strictObject({ do: z.literal("splice"), ...place, keepError: z.boolean() }),
]);
export type Edit = z.infer<typeof editSchema>;

/** Scales one feature at its position: 0 ablates it. */
export function scaleFeature({ kind, layer, index, position }: FeatureId, scale: number): Edit {
  return { do: "scale", kind, layer, index, positions: [position], scale };
}

/** Brings one feature to a value at its position, active there or not. */
export function setFeature({ kind, layer, index, position }: FeatureId, value: number): Edit {
  return { do: "set", kind, layer, index, positions: [position], value };
}
