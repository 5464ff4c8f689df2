import { expect, test } from "vitest";
import { unsupportedIn } from "./other-arithmetic";

/** Options as trainers write them beside dictionaries that are read rightly, with the values that they have there. */
const asPublished: Record<string, Record<string, unknown>> = {
  "SAELens 1 and 2": {
    ...{ hook_point_layer: 0, is_dataset_tokenized: false, use_cached_activations: false, d_in: 768 },
    ...{ n_batches_in_buffer: 128, store_batch_size: 32, b_dec_init_method: "geometric_median" },
    ...{
      expansion_factor: 32,
      l1_coefficient: 8e-5,
      lr: 4e-4,
      lr_scheduler_name: null,
      lr_warm_up_steps: 5000,
    },
    ...{ use_ghost_grads: false, feature_sampling_window: 1000, resample_batches: 1028, seed: 42 },
    ...{
      feature_reinit_scale: 0.2,
      dead_feature_window: 5000,
      dead_feature_threshold: 1e-6,
      log_to_wandb: true,
    },
  },
  "SAELens 3 to 6": {
    ...{ act_store_device: "cuda", init_encoder_as_decoder_transpose: true, normalize_sae_decoder: true },
    ...{
      noise_variance: 0.01,
      scale_sparsity_penalty_by_decoder_norm: true,
      mse_loss_normalization: "dense_batch",
    },
    ...{ l1_warm_up_steps: 10, lp_norm: 1, decoder_heuristic_init: true, decoder_heuristic_init_norm: 0.1 },
    ...{ jumprelu_init_threshold: 0.01, jumprelu_bandwidth: 0.05, jumprelu_tanh_scale: 4, adam_beta1: 0.9 },
    ...{
      aux_loss_coefficient: 0.03,
      topk_threshold_lr: 0.01,
      finetuning_method: null,
      neuronpedia_id: "a/b",
    },
    ...{ sequence_separator_token: "bos", disable_concat_sequences: false, dataset_trust_remote_code: true },
  },
  Kissane: {
    ...{
      batch_size: 4096,
      buffer_mult: 384,
      lr: 0.0012,
      l1_coeff: 1.8,
      beta1: 0.9,
      dict_mult: 32,
      site: "z",
    },
    ...{ enc_dtype: "fp32", reinit: "reinit", head: "cat", concat_heads: true, resample_scheme: "anthropic" },
    ...{ anthropic_neuron_resample_scale: 0.2, dead_direction_cutoff: 1e-6, re_init_every: 25_000 },
    ...{ resample_factor: 0.01, sched_lr_factor: 0.1, b_dec_init: "zeros", act_name: "x", act_size: 768 },
  },
  dictionary_learning: {
    ...{
      auxk_alpha: 0.03,
      threshold_beta: 0.999,
      threshold_start_step: 1000,
      warmup_steps: 1000,
      bandwidth: 0.001,
    },
    ...{
      sparsity_penalty: 0.1,
      group_fractions: [0.5],
      top_k_aux: 384,
      wandb_name: "x",
      submodule_name: null,
    },
  },
};

test.each(Object.entries(asPublished))("what says how %s trained is no arithmetic", (_, options) => {
  expect(unsupportedIn(options)).toEqual([]);
});

test.each<[string, unknown]>([
  ["top_k", 16],
  ["topk", 16],
  ["sae_type", "topk"],
  ["activation", "topk"],
  ["activation_function", "gelu"],
  ["act_fn", "JumpReLU"],
  ["input_unit_norm", true],
  ["input_scale", 0.5],
  ["normalize_input", true],
  ["normalise_inputs_by_norm", "l2"],
  ["use_decoder_bias", false],
  ["apply_decoder_bias_to_pre_encoder", false],
  ["jump_relu_threshold", 0.5],
  ["tied_weights", true],
  ["somebody_s_scaling", 3],
  ["skip_map", { rank: 4 }],
  ["Output_Shift", [1, 2]],
])("%s is refused by name where it asks for something, and passes where it is read", (key, value) => {
  expect(unsupportedIn({ d_in: 3, [key]: value })).toEqual([key]);
  expect(unsupportedIn({ [key]: value }, [key])).toEqual([]);
  expect(unsupportedIn({ [key]: null })).toEqual([]);
});

test("what asks for nothing passes, and so does a name that tells nothing", () => {
  const asksNothing = {
    input_scale: 1,
    act_fn: "ReLU",
    tied: false,
    use_bias: true,
    sae_type: "standard",
    norm: "none",
  };
  expect(unsupportedIn({ ...asksNothing, favourite_colour: "green", n: 4 })).toEqual([]);
});
