import { z } from "zod";
import { unsupported } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import type { Rotary } from "./architecture";
import { rotaryBase } from "./settings";

const factor = z.number().min(1e-3).max(1e9);

/** `rope_scaling`, and since transformers 5 `rope_parameters`; `type` is what `rope_type` was called before. */
export const scalingSchema = z.looseObject({
  rope_type: z.string().optional(),
  type: z.string().optional(),
  rope_theta: rotaryBase.optional(),
  partial_rotary_factor: z.number().positive().max(1).optional(),
  factor: factor.nullish(),
  low_freq_factor: factor.optional(),
  high_freq_factor: factor.optional(),
  original_max_position_embeddings: factor.optional(),
});

type Scaling = z.infer<typeof scalingSchema>;

/** What each kind of scaling reads; another key there is refused. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  default: [],
  linear: ["factor"],
  // Up to `max_position_embeddings`, which no text here is longer than, it changes nothing.
  dynamic: ["factor"],
  llama3: ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"],
};
const keysOfAll = ["rope_type", "type", "rope_theta", "partial_rotary_factor"];

/**
 * The angles of `rotated` of each head's numbers, as transformers' `ROPE_INIT_FUNCTIONS` have them, in float64. Throws
 * `EngineError` "unsupported" for a scaling that is not done here.
 */
export function readRotary(
  file: ModelFile,
  { theta, rotated }: { theta: number; rotated: number },
  scaling: Scaling | undefined,
): Rotary {
  const kind = scaling?.rope_type ?? scaling?.type ?? "default";
  const keys = Object.hasOwn(keysOf, kind) ? keysOf[kind] : undefined;
  if (!keys)
    throw unsupported(file.label, `rotary positions scaled by ${kind.slice(0, 100)} are not supported`);
  if (scaling?.rope_type !== undefined && scaling.type !== undefined && scaling.rope_type !== scaling.type)
    throw unsupported(file.label, "rope_type and type name two scalings of rotary positions");
  const other = Object.entries(scaling ?? {}).find(
    ([key, value]) => value !== null && !keysOfAll.includes(key) && !keys.includes(key),
  );
  if (other)
    throw unsupported(
      file.label,
      `${other[0].slice(0, 100)} is not known for rotary positions scaled by ${kind}`,
    );
  const missing = keys.find((key) => (scaling?.[key] ?? null) === null);
  if (missing !== undefined)
    throw unsupported(file.label, `rotary positions scaled by ${kind} need ${missing}`);
  if (rotated < 2 || rotated % 2 !== 0)
    throw unsupported(
      file.label,
      `rotary positions turn numbers in pairs, and a head has ${rotated} of them`,
    );
  const base = Array.from({ length: rotated / 2 }, (_, i) => theta ** ((-2 * i) / rotated));
  return { frequencies: scaling ? base.map((frequency) => scaled(frequency, kind, scaling)) : base };
}

function scaled(frequency: number, kind: string, scaling: Scaling): number {
  const by = scaling.factor ?? 1;
  if (kind === "linear") return frequency / by;
  if (kind !== "llama3") return frequency;
  const { low_freq_factor: low = 1, high_freq_factor: high = 1 } = scaling;
  // How often the angle went round within the context of the first training.
  const turns = ((scaling.original_max_position_embeddings ?? 1) * frequency) / (2 * Math.PI);
  if (turns > high) return frequency;
  if (turns < low) return frequency / by;
  const kept = (turns - low) / (high - low);
  return ((1 - kept) * frequency) / by + kept * frequency;
}
