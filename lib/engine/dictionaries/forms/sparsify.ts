import { z } from "zod";
import { invalidFile } from "../../errors";
import type { ModelFile } from "../../weights/model-folder";
import { readJsonFile } from "../../weights/strict-json";
import { unreadIn } from "../known-options";
import { unsupportedIn } from "../other-arithmetic";
import { type SaeConfig, size } from "../sae-config";
import { configOf, type FormFiles, type ReadForm, skips, unprocessed } from "./form";
import { type Layout, plainLayout } from "./layout";

/** `cfg.json` beside `sae.safetensors` (github.com/EleutherAI/sparsify, `SparseCoderConfig`; `sae` before). */
const schema = z.looseObject({
  d_in: size,
  expansion_factor: z.number().int().min(1).max(100_000).default(32),
  num_latents: z.number().int().min(0).max(10_000_000).default(0),
  k: z.number().default(32),
  activation: z.string().default("topk"),
  transcode: z.boolean().default(false),
  skip_connection: z.boolean().default(false),
});

/** They add to what it puts out what stands elsewhere. */
const laterOptions = ["embed_skip", "gram_lookup"];

const layout: Layout = {
  ...plainLayout,
  W_enc: { name: "encoder.weight", turned: true },
  b_enc: "encoder.bias",
};

/** TopK of the encoder's output where it is above 0, of its input less `b_dec` unless it is a transcoder. */
export function readSparsify(file: ModelFile, { folderName }: FormFiles): ReadForm {
  const config = readJsonFile(file, schema, 1_000_000);
  const { d_in: dIn, transcode, activation } = config;
  // How it was trained; what it computes is the same.
  const { multi_topk: _, skip_connection: hasSkip, ...arithmetic } = config;
  if (activation !== "topk")
    throw invalidFile(file.label, `its activation ${activation} is not read, only topk`);
  const later = laterOptions.filter((key) => config[key] === true);
  return {
    config: configOf({
      ...{ architecture: transcode ? "transcoder" : "topk", dIn },
      dFeatures: config.num_latents || dIn * config.expansion_factor,
      appliesDecoderBiasToInput: !transcode,
      ...{ activationFunctions: ["topk"], k: config.k, stated: unprocessed },
      unsupportedOptions: [...unsupportedIn(arithmetic, ["activation", "k"]), ...later],
      unreadOptions: unreadIn("sparsify", config, [...Object.keys(schema.shape), ...laterOptions]),
      ...placeOf(folderName, transcode),
    }),
    layout,
    unneeded: [],
    ...(hasSkip && { skip: { name: "W_skip", turned: true } }),
    ...(hasSkip && !transcode && { featuresOnly: skips }),
  };
}

/** Its folder has the name of the module: `h.3` and `layers.3` put out the stream, `h.3.mlp` the MLP's output. */
function placeOf(
  name: string,
  transcode: boolean,
): Partial<Pick<SaeConfig, "hooksIn" | "hooksOut" | "layers">> {
  const found = /(?:^|\.)(?:h|layers)\.(\d+)(?:\.(mlp|attn|attention|self_attn))?$/.exec(name);
  if (!found) return {};
  const [, number, module] = found;
  const layer = Number(number);
  const out = module === undefined ? "hook_resid_post" : module === "mlp" ? "hook_mlp_out" : "hook_attn_out";
  const site = `blocks.${layer}.${out}`;
  if (!transcode) return { hooksIn: [site], layers: [layer] };
  const read = module === "mlp" ? [`blocks.${layer}.ln2.hook_normalized`] : [];
  return { hooksIn: read, hooksOut: [site], layers: [layer] };
}
