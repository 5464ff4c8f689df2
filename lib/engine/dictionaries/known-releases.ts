import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Processing } from "../weights/manifest";

/** A public release of dictionaries, and what was done to the model that they were trained on. */
export interface KnownRelease {
  /** As the files of the release call it. */
  model: string;
  kind: DictionaryKind;
  repository: string;
  processing: Required<Processing>;
}

/** What TransformerLens' `from_pretrained` does unless it is told otherwise. */
const all = { fold_ln: true, fold_value_biases: true, center_writing_weights: true };

/**
 * Releases by the names that SAELens gives them; a set is of one where its manifest says so (`source.release`). Only those
 * whose training is known are here: that `center_writing_weights` was done for the residual ones is also told by SAELens
 * (pull request 279), the others were trained on models of `HookedTransformer.from_pretrained` as it comes.
 */
export const knownReleases: Readonly<Record<string, KnownRelease>> = {
  "gpt2-small-hook-z-kk": {
    ...{ model: "gpt2-small", kind: "attn", processing: all },
    repository: "ckkissane/attn-saes-gpt2-small-all-layers",
  },
  "gpt2-small-res-jb": {
    ...{ model: "gpt2-small", kind: "resid", processing: all },
    repository: "jbloom/GPT2-Small-SAEs-Reformatted",
  },
  "gpt2-small-res-jb-feature-splitting": {
    ...{ model: "gpt2-small", kind: "resid", processing: all },
    repository: "jbloom/GPT2-Small-Feature-Splitting-Experiment-Layer-8",
  },
  "gpt2-small-transcoders": {
    ...{ model: "gpt2-small", kind: "mlp", processing: all },
    repository: "pchlenski/gpt2-transcoders",
  },
};
