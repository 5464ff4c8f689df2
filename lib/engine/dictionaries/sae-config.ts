import { z } from "zod";
import { type ProcessingStep, processingSteps, type TrainedTexts } from "@/lib/circuit-format/processing";
import type { ModelFile } from "../weights/model-folder";
import { readJsonFile } from "../weights/strict-json";
import { unreadIn } from "./known-options";
import { otherThanRead, repeats, unsupportedIn } from "./other-arithmetic";

/** Of a side of a matrix. */
export const size = z.number().int().min(1).max(10_000_000);

/** Which of a model's sites it is of, by every name that this has had. */
const placeSchema = z.looseObject({
  hook_name: z.string().nullish(),
  hook_point: z.string().nullish(),
  hook_name_out: z.string().nullish(),
  out_hook_point: z.string().nullish(),
  hook_layer: z.number().nullish(),
  hook_point_layer: z.number().nullish(),
  hook_layer_out: z.number().nullish(),
  layer: z.number().nullish(),
  out_hook_point_layer: z.number().nullish(),
  hook_head_index: z.number().nullish(),
  hook_point_head_index: z.number().nullish(),
  hook_head_index_out: z.number().nullish(),
  head_index: z.number().nullish(),
  model_name: z.string().nullish(),
});
type SaidPlace = z.infer<typeof placeSchema>;

const metadataSchema = placeSchema.extend({
  model_from_pretrained_kwargs: z.record(z.string(), z.unknown()).nullish(),
  sae_lens_version: z.string().nullish(),
  prepend_bos: z.boolean().nullish(),
  // True for all special tokens, or the ids of some.
  exclude_special_tokens: z
    .union(
      [z.boolean(), z.array(z.number().int().min(0)).max(1000)],
      "it must be true, false or a list of ids",
    )
    .nullish(),
  seqpos_slice: z.array(z.number().int().nullable(), "it must be a list").max(3).nullish(),
  sae_lens_training_version: z.string().nullish(),
});

/** SAELens `cfg.json`, version 6 (with `metadata`) and the flat forms before it, `hook_point` being the oldest. */
const saeConfigSchema = metadataSchema.extend({
  architecture: z.string().default("standard"),
  d_in: size,
  d_sae: size,
  d_out: size.nullish(),
  apply_b_dec_to_input: z.boolean().default(true),
  // True before it had a name (SAELens 3), of what is called expected_average_only_in since.
  normalize_activations: z.union([z.string(), z.boolean()], "it must be text, true or false").nullish(),
  activation_fn: z.string().nullish(),
  activation_fn_str: z.string().nullish(),
  activation_fn_kwargs: z.looseObject({ k: z.number().nullish() }).nullish(),
  k: z.number().nullish(),
  reshape_activations: z.string().nullish(),
  finetuning_scaling_factor: z.boolean().nullish(),
  rescale_acts_by_decoder_norm: z.boolean().nullish(),
  is_transcoder: z.boolean().nullish(),
  metadata: metadataSchema.nullish(),
  // What a file was converted from had, and nobody knew (`forms/convert.ts`).
  unread_options: z.array(z.string()).nullish(),
});

export interface SaeConfig {
  architecture: string;
  dIn: number;
  dFeatures: number;
  dOut: number;
  appliesDecoderBiasToInput: boolean;
  normalizeActivations: string;
  /** Under either of its names; empty where the file does not say. */
  activationFunctions: string[];
  k: number | undefined;
  reshapeActivations: string;
  /** Whether pre-activations count by the length of their decoder row, which the decoder takes back (SAELens 6, TopK). */
  rescalesByDecoderNorm: boolean;
  /** Options that change the arithmetic and that this engine does not do. */
  unsupportedOptions: string[];
  /** Names of options that are not read and of which nobody knows what they are for. */
  unreadOptions: string[];
  /** Everything the file says of the site it reads, the site it writes and the layer, in whatever spelling. */
  hooksIn: string[];
  hooksOut: string[];
  layers: number[];
  /** The models it says that it was trained on, by whatever names. */
  modelNames: string[];
  texts: TrainedTexts;
  /** What was done to the model before; undefined where the file does not say. */
  stated: Record<ProcessingStep, boolean | undefined>;
}

/** What the engine does, and what changes no site that a dictionary reads or writes. */
const knownProcessing = new Set<string>([...processingSteps, "center_unembed", "device", "dtype"]);

const readHere = Object.keys(saeConfigSchema.shape);
const readInMetadata = Object.keys(metadataSchema.shape);

const isNumber = (value: unknown) => typeof value === "number";

export function readSaeConfig(file: ModelFile): SaeConfig {
  const config = readJsonFile(file, saeConfigSchema, 1_000_000);
  const { metadata } = config;
  const places = metadata ? [config, metadata] : [config];
  const place = placeOf(places);
  const steps = { ...config.model_from_pretrained_kwargs, ...metadata?.model_from_pretrained_kwargs };
  const { k: kOfFunction, ...options } = config.activation_fn_kwargs ?? {};
  const unsupportedOptions = [
    ...(config.finetuning_scaling_factor ? ["finetuning_scaling_factor"] : []),
    ...(config.is_transcoder && !config.architecture.includes("transcoder") ? ["is_transcoder"] : []),
    ...place.unsupportedOptions,
    ...unsupportedIn(config, readHere, places),
    ...(metadata ? [...unsupportedIn(metadata, readHere, places), ...misplaced(config, metadata)] : []),
    ...(isNumber(config.k) && isNumber(kOfFunction) && config.k !== kOfFunction
      ? ["activation_fn_kwargs.k beside another k"]
      : []),
    ...Object.entries(options).flatMap(([key, value]) =>
      value === null ? [] : [`activation_fn_kwargs.${key}`],
    ),
    ...places.flatMap(({ model_from_pretrained_kwargs: said }) => unclearSteps(said ?? {}, steps)),
  ];
  // Nothing is done that is not named, once SAELens trains so and the file names what it did.
  const unnamed =
    trainsUnprocessed(places) && places.some((each) => each.model_from_pretrained_kwargs) ? false : undefined;
  const statedStep = (step: ProcessingStep) => (typeof steps[step] === "boolean" ? steps[step] : unnamed);
  return {
    architecture: config.architecture,
    dIn: config.d_in,
    dFeatures: config.d_sae,
    dOut: config.d_out ?? config.d_in,
    appliesDecoderBiasToInput: config.apply_b_dec_to_input,
    normalizeActivations: normalizationOf(config.normalize_activations),
    activationFunctions: [config.activation_fn, config.activation_fn_str].flatMap((name) => name ?? []),
    k: config.k ?? kOfFunction ?? undefined,
    reshapeActivations: config.reshape_activations ?? "none",
    rescalesByDecoderNorm: config.rescale_acts_by_decoder_norm ?? false,
    unsupportedOptions,
    unreadOptions: [
      ...unreadIn("saeLens", config, readHere),
      ...unreadIn("saeLens", metadata, readHere, "metadata"),
      ...unreadIn("transformerLens", steps, processingSteps, "model_from_pretrained_kwargs"),
      ...(config.unread_options ?? []),
    ],
    ...{
      hooksIn: place.hooksIn,
      hooksOut: place.hooksOut,
      layers: place.layers,
      modelNames: place.modelNames,
    },
    texts: textsOf(places),
    stated: {
      fold_ln: statedStep("fold_ln"),
      fold_value_biases: statedStep("fold_value_biases"),
      center_writing_weights: statedStep("center_writing_weights"),
    },
  };
}

type PlaceOfSite = Pick<SaeConfig, "hooksIn" | "hooksOut" | "layers" | "modelNames" | "unsupportedOptions">;

function placeOf(places: readonly SaidPlace[]): PlaceOfSite {
  const said = <T>(read: (place: SaidPlace) => (T | null | undefined)[]) =>
    places.flatMap(read).filter((value) => value !== null && value !== undefined);
  const heads = said((each) => [
    ...[each.hook_head_index, each.hook_point_head_index],
    ...[each.hook_head_index_out, each.head_index],
  ]);
  const layers = said((each) => [
    ...[each.hook_layer, each.hook_point_layer],
    ...[each.hook_layer_out, each.out_hook_point_layer, each.layer],
  ]);
  // SAELens 1 leaves the layer to be filled in.
  const filledIn = (hook: string) => hook.replace("{layer}", String(layers[0] ?? "{layer}"));
  return {
    hooksIn: said((each) => [each.hook_name, each.hook_point]).map(filledIn),
    hooksOut: said((each) => [each.hook_name_out, each.out_hook_point]).map(filledIn),
    layers,
    modelNames: said((each) => [each.model_name]),
    unsupportedOptions: heads.length > 0 ? ["hook_head_index"] : [],
  };
}

/** The same config with what the file of another trainer says of its place in SAELens' words besides, which somebody wrote in. */
export function withPlaceOf(file: ModelFile, config: SaeConfig): SaeConfig {
  const place = placeOf([readJsonFile(file, placeSchema, 1_000_000)]);
  const isRead = (name: string) => Object.hasOwn(placeSchema.shape, name);
  return {
    ...config,
    hooksIn: [...config.hooksIn, ...place.hooksIn],
    hooksOut: [...config.hooksOut, ...place.hooksOut],
    layers: [...config.layers, ...place.layers],
    modelNames: [...config.modelNames, ...place.modelNames],
    unsupportedOptions: [...config.unsupportedOptions, ...place.unsupportedOptions],
    unreadOptions: config.unreadOptions.filter((name) => !isRead(name)),
  };
}

/** What some arguments, with which a model was loaded, say of it that is not done, is no yes or no, or is said otherwise in `all`. */
function unclearSteps(
  said: Readonly<Record<string, unknown>>,
  all: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(said).flatMap(([key, value]) => {
    const isStep = processingSteps.some((step) => step === key);
    const isYesOrNo = value === null || typeof value === "boolean";
    const isUnclear = isStep
      ? !isYesOrNo || value !== all[key]
      : !knownProcessing.has(key) &&
        (value === true || value === 1 || /^\s*(?:true|yes)\s*$/i.test(String(value)));
    return isUnclear ? [`${key} ${JSON.stringify(value)} of the model`] : [];
  });
}

/** What metadata say of what is computed, which is read of the file itself: only where they say something else. */
function misplaced(
  config: z.infer<typeof saeConfigSchema>,
  metadata: z.infer<typeof metadataSchema>,
): string[] {
  const said: Readonly<Record<string, unknown>> = config;
  return Object.entries(metadata).flatMap(([key, value]) => {
    if (!readHere.includes(key) || readInMetadata.includes(key)) return [];
    return repeats(key, value, [said]) ? [] : [otherThanRead(`metadata.${key}`, key)];
  });
}

/** What the first place that says it says: of SAELens 6 the metadata. */
function textsOf(places: readonly z.infer<typeof metadataSchema>[]): TrainedTexts {
  const first = <T>(values: readonly (T | null | undefined)[]) =>
    values.find((value) => value !== undefined) ?? null;
  const excluded = first(places.map((each) => each.exclude_special_tokens));
  const slice = first(places.map((each) => each.seqpos_slice));
  // One number alone is where it ends, as in Python.
  const [from = null, to = null, step = null] = slice?.length === 1 ? [null, ...slice] : (slice ?? []);
  const isAll = (from ?? 0) === 0 && to === null && (step ?? 1) === 1;
  return {
    prependsBos: first(places.map((each) => each.prepend_bos)),
    excludesSpecialTokens: Array.isArray(excluded) && excluded.length === 0 ? false : excluded,
    positions: isAll ? null : [from, to, step],
  };
}

function normalizationOf(said: string | boolean | null | undefined): string {
  if (typeof said === "string") return said;
  return said ? "expected_average_only_in" : "none";
}

/**
 * Since September 2024 (SAELens pull request 279, before version 4) models are loaded by `from_pretrained_no_processing`
 * with what `model_from_pretrained_kwargs` names. A file that was only saved anew by such a version says null as the
 * version of its training.
 */
function trainsUnprocessed(places: readonly z.infer<typeof metadataSchema>[]): boolean {
  const versions = places.flatMap(({ sae_lens_training_version, sae_lens_version }) =>
    sae_lens_training_version === undefined ? (sae_lens_version ?? []) : (sae_lens_training_version ?? "0"),
  );
  return versions.length > 0 && versions.every((version) => Number(/^\d+/.exec(version)?.[0] ?? 0) >= 4);
}
