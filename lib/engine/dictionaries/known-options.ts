/*
 * Options that trainers write beside their dictionaries and that say how these were trained, not what they compute. What else a file has
 * that is not read is told by its name, so that nothing in it is left unread in silence.
 */

const named = (text: string) => text.trim().split(/\s+/);

/** `LanguageModelSAERunnerConfig` and `SAEConfig` of SAELens 1 to 6, and of `mats_sae_training` and `sae_training`, where it began. */
const saeLens = named(`
  model_class_name hook_eval hook_point_eval dataset_path dataset_trust_remote_code streaming is_dataset_tokenized context_size
  eval_dataset_path eval_dataset_split eval_dataset_trust_remote_code use_chat_formatting
  use_cached_activations cached_activations_path b_dec_init_method expansion_factor from_pretrained_path noise_scale noise_variance
  normalize_sae_decoder decoder_orthogonal_init decoder_heuristic_init decoder_heuristic_init_norm decoder_init_norm
  init_encoder_as_decoder_transpose n_batches_in_buffer n_batches_for_norm_estimate training_tokens total_training_tokens
  finetuning_tokens finetuning_method store_batch_size store_batch_size_prompts train_batch_size train_batch_size_tokens
  tokens_per_buffer activations_mixing_fraction disable_concat_sequences sequence_separator_token device act_store_device llm_device
  prefetch_llm_batches seed dtype jumprelu_init_threshold jumprelu_bandwidth jumprelu_sparsity_loss_mode jumprelu_tanh_scale
  pre_act_loss_coefficient autocast autocast_lm compile_llm llm_compilation_mode compile_sae sae_compilation_mode
  adam_beta1 adam_beta2 mse_loss_normalization mse_loss_coefficient l1_coefficient l1_warm_up_steps l0_coefficient l0_warm_up_steps
  lp_norm scale_sparsity_penalty_by_decoder_norm aux_loss_coefficient topk_threshold_lr use_sparse_activations matryoshka_widths
  lr lr_scheduler_name lr_warm_up_steps lr_end lr_decay_steps n_restart_cycles use_ghost_grads
  feature_sampling_window feature_sampling_method resample_batches feature_reinit_scale dead_feature_window
  dead_feature_estimation_method dead_feature_threshold n_eval_batches eval_batch_size_prompts logger log_to_wandb
  log_activations_store_to_wandb log_optimizer_state_to_wandb log_weights_to_wandb wandb_project wandb_id wandb_entity
  wandb_log_frequency run_name eval_every_n_wandb_logs resume resume_from_checkpoint n_checkpoints checkpoint_path
  save_final_checkpoint output_path verbose use_tqdm model_kwargs neuronpedia_id
  is_sparse_connection sparse_connection_sae_path sparse_connection_l1_coeff sparse_connection_use_W_enc
`);

/** The training of Kissane and others (github.com/ckkissane/attention-output-saes), and of Nanda's, which it comes from. */
const kissane = named(`
  seed batch_size buffer_mult lr num_tokens l1_coeff beta1 beta2 dict_mult seq_len enc_dtype site device reinit head concat_heads
  per_head contiguous resample_scheme anthropic_neuron_resample_scale dead_direction_cutoff re_init_every anthropic_resample_last
  anthropic_resample_batches resample_factor num_resamples wandb_project_name wandb_entity save_state_dict_every b_dec_init
  sched_type sched_epochs sched_lr_factor sched_warmup_epochs sched_finish eval_every test model_batch_size buffer_size
  buffer_batches name
`);

/** `config` of the trainers and of the buffers of dictionary_learning. */
const dictionaryLearning = named(`
  trainer_class lr steps seed device wandb_name l1_penalty warmup_steps sparsity_warmup_steps resample_steps decay_start
  auxk_alpha threshold_beta threshold_start_step top_k_aux group_fractions group_weights group_sizes k_anneal_steps bandwidth
  target_l0 sparsity_penalty sparsity_function p_start p_end anneal_start anneal_end sparsity_queue_length n_sparsity_updates
  layer d_submodule n_ctxs ctx_len refresh_batch_size out_batch_size
`);

/** `SparseCoderConfig` of sparsify, and of its time as `sae`. */
const sparsify = named("normalize_decoder multi_topk lookup_max_order gram_table_hash");

/** What TransformerLens loads a model with (`model_from_pretrained_kwargs`) that changes none of its sites. */
const transformerLens = named(`
  center_unembed device n_devices move_to_device dtype torch_dtype default_padding_side default_prepend_bos trust_remote_code
  local_files_only cache_dir
`);

const trainers = { saeLens, kissane, dictionaryLearning, sparsify, transformerLens };

/**
 * The names of options that have a value, that nobody reads (`read`: those that are read) and that their trainer is not known to write.
 * `place` is where they stand in the file, if not by themselves.
 */
export function unreadIn(
  trainer: keyof typeof trainers,
  options: Readonly<Record<string, unknown>> | null | undefined,
  read: readonly string[],
  place?: string,
): string[] {
  const known = new Set([...trainers[trainer], ...read]);
  return Object.entries(options ?? {}).flatMap(([name, value]) =>
    known.has(name) || value === null || value === undefined ? [] : [place ? `${place}.${name}` : name],
  );
}
