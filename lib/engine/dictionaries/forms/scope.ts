import { invalidFile } from "../../errors";
import { configOf, type FormFiles, type ReadForm, skips } from "./form";
import { type Layout, plainLayout } from "./layout";

/**
 * `params.npz` and `params.safetensors` as Gemma Scope has them (arXiv 2408.05147, appendix), without a config: JumpReLU, its
 * sizes those of its arrays, `b_dec` added to the output alone. Its place is where the manifest puts it.
 */
export function readScope({ weights, kind }: FormFiles): ReadForm {
  const named = (name: string) =>
    [...weights.tensors.keys()].find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
  const W_enc = weights.tensors.get(named("W_enc"));
  const [dIn, dFeatures] = W_enc?.shape ?? [];
  if (!W_enc || dIn === undefined || dFeatures === undefined || W_enc.shape.length !== 2)
    throw invalidFile(
      weights.file.label,
      "it has no config beside it, and no matrix W_enc that says its sizes",
    );
  const dOut = weights.tensors.get(named("W_dec"))?.shape[1] ?? dIn;
  const hasThreshold = weights.tensors.has(named("threshold"));
  const hasSkip = weights.tensors.has("affine_skip_connection");
  const rule = hasThreshold ? "jumprelu" : "standard";
  const transcoder = hasThreshold ? "jumprelu_transcoder" : "transcoder";
  const layout: Layout = {
    ...plainLayout,
    ...{ W_enc: { name: named("W_enc"), turned: false }, W_dec: { name: named("W_dec"), turned: false } },
    ...{ b_enc: named("b_enc"), b_dec: named("b_dec") },
    threshold: hasThreshold ? { name: named("threshold"), isOne: false } : undefined,
  };
  return {
    config: configOf({
      ...{ architecture: kind === "mlp" ? transcoder : rule, dIn, dFeatures, dOut },
      appliesDecoderBiasToInput: false,
    }),
    layout,
    unneeded: [],
    ...(hasSkip && { skip: { name: "affine_skip_connection", turned: false } }),
    ...(hasSkip && kind !== "mlp" && { featuresOnly: skips }),
  };
}
