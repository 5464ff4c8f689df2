import { z } from "zod";
import { unsupported } from "../../errors";
import type { ModelFile } from "../../weights/model-folder";
import { readScalar } from "../../weights/numbers";
import type { SafetensorsFile } from "../../weights/safetensors";
import { readJsonFile } from "../../weights/strict-json";
import { unreadIn } from "../known-options";
import { unsupportedIn } from "../other-arithmetic";
import { type SaeConfig, size } from "../sae-config";
import { configOf, type FormFiles, type ReadForm, unprocessed } from "./form";
import { type Layout, plainLayout } from "./layout";

const trainerSchema = z.looseObject({
  dict_class: z.string(),
  activation_dim: size,
  dict_size: size,
  k: z.number().nullish(),
  layer: z.number().int().nullish(),
  lm_name: z.string().nullish(),
  submodule_name: z.string().nullish(),
});
const bufferSchema = z.looseObject({ io: z.string().nullish() });

/** `config.json` beside `ae.pt` (github.com/saprmarks/dictionary_learning, `trainers/`). */
const schema = z.looseObject({ trainer: trainerSchema, buffer: bufferSchema.nullish() });
type Said = z.infer<typeof schema>;

interface DictionaryClass {
  architecture: string;
  layout: Layout;
  unneeded?: readonly string[];
  hasK?: boolean;
  readsLessBias?: boolean;
}

const turned: Layout = {
  ...plainLayout,
  ...{ W_enc: { name: "encoder.weight", turned: true }, W_dec: { name: "decoder.weight", turned: true } },
  b_enc: "encoder.bias",
};
const oneThreshold = { name: "threshold", isOne: true };
/** By the names of their classes (`dictionary.py`, `trainers/`), as each encodes where it is asked for no more. */
const classes: Readonly<Record<string, DictionaryClass>> = {
  AutoEncoder: { architecture: "standard", layout: { ...turned, b_dec: "bias" } },
  AutoEncoderNew: {
    ...{ architecture: "standard", layout: { ...turned, b_dec: "decoder.bias" }, readsLessBias: false },
  },
  GatedAutoEncoder: {
    architecture: "gated",
    layout: {
      ...{ ...turned, b_enc: undefined, b_dec: "decoder_bias", byDecoderNorm: true },
      gate: { bias: "gate_bias", scale: "r_mag", magnitude: "mag_bias" },
    },
  },
  JumpReluAutoEncoder: {
    ...{ architecture: "jumprelu", readsLessBias: false },
    layout: { ...plainLayout, threshold: { name: "threshold", isOne: false }, byDecoderNorm: true },
  },
  AutoEncoderTopK: { architecture: "topk", layout: turned, unneeded: ["k", "threshold"], hasK: true },
  BatchTopKSAE: { architecture: "jumprelu", layout: { ...turned, threshold: oneThreshold }, unneeded: ["k"] },
  MatryoshkaBatchTopKSAE: {
    ...{ architecture: "jumprelu", layout: { ...plainLayout, threshold: oneThreshold } },
    unneeded: ["k", "group_sizes"],
  },
};

export function readDictionaryLearning(file: ModelFile, files: FormFiles): ReadForm {
  const { trainer, buffer, ...others } = readJsonFile(file, schema, 1_000_000);
  const { dict_class, activation_dim, dict_size } = trainer;
  const known = Object.hasOwn(classes, dict_class) ? classes[dict_class] : undefined;
  if (!known)
    throw unsupported(
      file.label,
      `the class ${dict_class} of dictionary_learning is not read, only ${Object.keys(classes).join(", ")}`,
    );
  const { architecture, layout, unneeded = [], hasK = false, readsLessBias = true } = known;
  if (layout.threshold?.isOne) refuseUntrained(file, files.weights, layout.threshold.name);
  return {
    config: configOf({
      ...{ architecture, dIn: activation_dim, dFeatures: dict_size },
      appliesDecoderBiasToInput: readsLessBias,
      k: hasK ? kOf(file, trainer.k, files.weights) : undefined,
      modelNames: [trainer.lm_name].flatMap((name) => name ?? []),
      stated: unprocessed,
      // BatchTopK has it of its training.
      unsupportedOptions: [
        ...unsupportedIn(trainer, hasK || unneeded.includes("k") ? ["k"] : []),
        ...[buffer ?? {}, others].flatMap((each) => unsupportedIn(each)),
      ],
      unreadOptions: [
        ...unreadIn("dictionaryLearning", trainer, Object.keys(trainerSchema.shape), "trainer"),
        ...unreadIn("dictionaryLearning", buffer, Object.keys(bufferSchema.shape), "buffer"),
        ...Object.keys(others),
      ],
      ...placeOf(file, trainer, buffer, files),
    }),
    layout,
    unneeded,
  };
}

/** A BatchTopK dictionary has a threshold once it was trained for a while; before, what is active depends on the whole batch. */
function refuseUntrained(file: ModelFile, weights: SafetensorsFile, threshold: string): void {
  if (weights.tensors.has(threshold) && readScalar(weights, threshold) < 0)
    throw unsupported(
      file.label,
      "its threshold was never set, so what is active depends on the other texts of a batch. Take a later checkpoint",
    );
}

function kOf(file: ModelFile, said: number | null | undefined, weights: SafetensorsFile): number | undefined {
  const stored = weights.tensors.has("k") ? readScalar(weights, "k") : undefined;
  if (stored !== undefined && typeof said === "number" && stored !== said)
    throw unsupported(file.label, `it says that k is ${said}, but the tensor k is ${stored}`);
  return stored ?? said ?? undefined;
}

/** It reads what a part of the model puts out (`io`), which is the layer itself unless it is named. */
function placeOf(
  file: ModelFile,
  { layer, submodule_name: name }: Said["trainer"],
  buffer: Said["buffer"],
  { kind }: FormFiles,
): Partial<Pick<SaeConfig, "hooksIn" | "layers">> {
  if (layer === null || layer === undefined) return {};
  const io = buffer?.io ?? "out";
  const part = /^(resid_post|resid_pre|attn_out|attention_out|mlp_out)(?:_layer_?(\d+))?$/.exec(
    name ?? "resid_post",
  );
  if (!part || (part[2] !== undefined && Number(part[2]) !== layer) || (io !== "out" && io !== "in"))
    throw unsupported(
      file.label,
      `the part of the model that it reads (${name ?? "unnamed"}, ${io}) is not known here. Say submodule_name resid_post_layer_${layer}, resid_pre, attn_out or mlp_out, and io out`,
    );
  // Of hook_z nothing is said in its words.
  if (kind === "attn" && !name) return { layers: [layer] };
  const site = part[1]?.replace("attention", "attn") ?? "resid_post";
  const hook = io === "in" && site === "resid_post" ? "resid_pre" : site;
  return { hooksIn: [`blocks.${layer}.hook_${hook}`], layers: [layer] };
}
