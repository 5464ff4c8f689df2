import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Processing } from "../weights/manifest";

/**
 * In what form a release's files are: SAELens' folders; a `.pt` with a `_cfg.json` beside it, as Kissane and others published; or
 * what the older `sae_training` saved, a `.pt` alone.
 */
export type ReleaseForm = "saelens" | "weights-and-cfg" | "sae-training";

/** What a release says of itself. How it was measured is its own: on its texts, by its definitions. */
export interface ClaimedQuality {
  explainedVariance?: number;
  l0?: number;
}

export interface KnownDictionary {
  layer: number;
  /** Of its folder or its file, below the repository. */
  path: string;
  /** Where a source says it. */
  dFeatures?: number;
  claimed?: ClaimedQuality;
}

/** Dictionaries of a release that stand beside each other, one a layer at most. */
export interface KnownSet {
  name: string;
  dictionaries: readonly KnownDictionary[];
}

/** A public release of dictionaries, and what was done to the model that they were trained on. */
export interface KnownRelease {
  /** As the files of the release call it. */
  model: string;
  kind: DictionaryKind;
  repository: string;
  /** The commit that these facts were read of, where one is known. */
  revision?: string;
  form: ReleaseForm;
  processing: Required<Processing>;
  sets: readonly KnownSet[];
  /** Where these facts stand. */
  sources: readonly string[];
}

/** What TransformerLens' `from_pretrained` does unless it is told otherwise. */
const all = { fold_ln: true, fold_value_biases: true, center_writing_weights: true };

/** Repositories, paths, L0 and variance of releases; of those by Bloom also that `center_writing_weights` was done. */
const saeLens =
  "jbloomAus/SAELens, sae_lens/pretrained_saes.yaml at ed4ade3c8999cc8556e8d6b49afce2d2444ce2c4";
/** Models were loaded by `HookedTransformer.from_pretrained` as it comes until this change of SAELens, September 2024. */
const processedThen = "jbloomAus/SAELens, pull request 279";

/** The whole of layers that a repository has a file for by one pattern. */
function everyLayer(path: (layer: number) => string): KnownDictionary[] {
  return Array.from({ length: 12 }, (_, layer) => ({ layer, path: path(layer), dFeatures: 24_576 }));
}

const splittingName = "gpt2-small-res-jb-feature-splitting";
function splitting(dFeatures: number, claimed: ClaimedQuality): KnownSet {
  const path = `blocks.8.hook_resid_pre_${dFeatures}`;
  return { name: `${splittingName}-${dFeatures}`, dictionaries: [{ layer: 8, path, dFeatures, claimed }] };
}

/** Residual dictionaries of Braun, Taylor, Goldowsky-Dill and Sharkey (arXiv 2405.12241), end to end or local, at three layers. */
function apollo(name: string): [string, KnownRelease] {
  const release = `gpt2-small-res_${name}-ajt`;
  const dictionaries = [2, 6, 10].map((layer) => ({ layer, path: `${layer}-res_${name}-ajt` }));
  return [
    release,
    {
      ...{ model: "gpt2-small", kind: "resid", processing: all, form: "saelens" },
      repository: `neuronpedia/gpt2-small__res_${name}-ajt`,
      sets: [{ name: release, dictionaries }],
      sources: [
        saeLens,
        "ApolloResearch/e2e_sae (whose dashboards are neuronpedia.org/gpt2sm-apollojt), e2e_sae/loader.py: `HookedTransformer.from_pretrained` as it comes",
      ],
    },
  ];
}

/**
 * Releases by the names that SAELens gives them; a set is of one where its manifest says so (`source.release`). Only those
 * whose training is known are here, and of them what a source says: `commons adopt --check-known` asks the hub whether
 * the files are there.
 */
export const knownReleases: Readonly<Record<string, KnownRelease>> = {
  "gpt2-small-hook-z-kk": {
    ...{ model: "gpt2-small", kind: "attn", processing: all, form: "weights-and-cfg" },
    repository: "ckkissane/attn-saes-gpt2-small-all-layers",
    sets: [
      {
        name: "gpt2-small-hook-z-kk",
        dictionaries: [
          // Names and variance as the list of SAELens has them.
          {
            layer: 0,
            path: "gpt2-small_L0_Hcat_z_lr1.20e-03_l11.80e+00_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.13, l0: 3 },
          },
          {
            layer: 1,
            path: "gpt2-small_L1_Hcat_z_lr1.20e-03_l18.00e-01_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v5.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.42, l0: 23 },
          },
          {
            layer: 2,
            path: "gpt2-small_L2_Hcat_z_lr1.20e-03_l11.00e+00_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v4.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.4, l0: 16 },
          },
          {
            layer: 3,
            path: "gpt2-small_L3_Hcat_z_lr1.20e-03_l19.00e-01_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.43, l0: 15 },
          },
          {
            layer: 4,
            path: "gpt2-small_L4_Hcat_z_lr1.20e-03_l11.10e+00_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v7.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.27, l0: 14 },
          },
          {
            layer: 5,
            path: "gpt2-small_L5_Hcat_z_lr1.20e-03_l11.00e+00_ds49152_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 49_152,
            claimed: { explainedVariance: 0.13, l0: 17 },
          },
          {
            layer: 6,
            path: "gpt2-small_L6_Hcat_z_lr1.20e-03_l11.10e+00_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.0, l0: 17 },
          },
          {
            layer: 7,
            path: "gpt2-small_L7_Hcat_z_lr1.20e-03_l11.10e+00_ds49152_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 49_152,
            claimed: { explainedVariance: -7.55, l0: 19 },
          },
          {
            layer: 8,
            path: "gpt2-small_L8_Hcat_z_lr1.20e-03_l11.30e+00_ds24576_bs4096_dc1.00e-05_rsanthropic_rie25000_nr4_v6.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: -0.22, l0: 23 },
          },
          {
            layer: 9,
            path: "gpt2-small_L9_Hcat_z_lr1.20e-03_l11.20e+00_ds24576_bs4096_dc1.00e-06_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: -0.54, l0: 23 },
          },
          {
            layer: 10,
            path: "gpt2-small_L10_Hcat_z_lr1.20e-03_l11.30e+00_ds24576_bs4096_dc1.00e-05_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: -0.27, l0: 14 },
          },
          {
            layer: 11,
            path: "gpt2-small_L11_Hcat_z_lr1.20e-03_l13.00e+00_ds24576_bs4096_dc3.16e-06_rsanthropic_rie25000_nr4_v9.pt",
            dFeatures: 24_576,
            claimed: { explainedVariance: -0.7, l0: 9.4 },
          },
        ],
      },
    ],
    sources: [saeLens, processedThen],
  },
  "gpt2-small-res-jb": {
    ...{ model: "gpt2-small", kind: "resid", processing: all, form: "saelens" },
    repository: "jbloom/GPT2-Small-SAEs-Reformatted",
    // It has one of blocks.11.hook_resid_post besides, which is before no layer.
    sets: [
      {
        name: "gpt2-small-res-jb",
        dictionaries: [
          {
            layer: 0,
            path: "blocks.0.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.999, l0: 10 },
          },
          {
            layer: 1,
            path: "blocks.1.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.999, l0: 10 },
          },
          {
            layer: 2,
            path: "blocks.2.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.999, l0: 18 },
          },
          {
            layer: 3,
            path: "blocks.3.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.999, l0: 23 },
          },
          {
            layer: 4,
            path: "blocks.4.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.9, l0: 31 },
          },
          {
            layer: 5,
            path: "blocks.5.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.9, l0: 41 },
          },
          {
            layer: 6,
            path: "blocks.6.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.9, l0: 51 },
          },
          {
            layer: 7,
            path: "blocks.7.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.9, l0: 54 },
          },
          {
            layer: 8,
            path: "blocks.8.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.9, l0: 60 },
          },
          {
            layer: 9,
            path: "blocks.9.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.77, l0: 70 },
          },
          {
            layer: 10,
            path: "blocks.10.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.77, l0: 52 },
          },
          {
            layer: 11,
            path: "blocks.11.hook_resid_pre",
            dFeatures: 24_576,
            claimed: { explainedVariance: 0.77, l0: 56 },
          },
        ],
      },
    ],
    sources: [saeLens, processedThen],
  },
  [splittingName]: {
    ...{ model: "gpt2-small", kind: "resid", processing: all, form: "saelens" },
    repository: "jbloom/GPT2-Small-Feature-Splitting-Experiment-Layer-8",
    sets: [
      splitting(768, { explainedVariance: 0.61, l0: 36 }),
      splitting(1_536, { explainedVariance: 0.67, l0: 39 }),
      splitting(3_072, { explainedVariance: 0.72, l0: 41 }),
      splitting(6_144, { explainedVariance: 0.76, l0: 43 }),
      splitting(12_288, { explainedVariance: 0.77, l0: 43 }),
      splitting(24_576, { explainedVariance: 0.79, l0: 40 }),
      splitting(49_152, { explainedVariance: 0.81, l0: 40 }),
      splitting(98_304, { explainedVariance: 0.82, l0: 43 }),
    ],
    sources: [saeLens, processedThen],
  },
  ...Object.fromEntries(["sce", "scefr", "scl", "sle", "slefr", "sll"].map(apollo)),
  "gpt2-small-transcoders": {
    ...{ model: "gpt2-small", kind: "mlp", processing: all, form: "sae-training" },
    repository: "pchlenski/gpt2-transcoders",
    revision: "4f3ca345572ce2d75018a60d10b4dca8bd899e99",
    sets: [
      {
        name: "gpt2-small-transcoders",
        dictionaries: everyLayer(
          (l) => `final_sparse_autoencoder_gpt2-small_blocks.${l}.ln2.hook_normalized_24576.pt`,
        ),
      },
    ],
    // Its code subtracts b_dec from the input and adds b_dec_out to the output.
    sources: [
      "jacobdunefsky/transcoder_circuits, sae_training/sparse_autoencoder.py at c7ae22db509a1c67dcf8a4226d6167cee947e914",
      processedThen,
    ],
  },
};
