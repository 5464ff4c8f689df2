import { invalidFile, unsupported } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import type { SafetensorsFile } from "../weights/safetensors";

/*
 * Options of a trainer's file that would change what is computed and that nobody here reads. What such a file names is never left unread in
 * silence: a wrong feature looks like a right one.
 */

/** What trainers' files name of what they compute beside encoder, activation and decoder, and what this engine does not do. */
const known = new Set<string>([
  // Whoever writes them
  ...["k", "architecture"],
  // SAELens
  ...["scaling_factor", "input_scaling_factor", "activation_scaling_factor", "norm_scaling_factor"],
  // sparsify and others that add a linear map past the features, or keep negative ones
  ...["skip_connection", "use_skip_connection", "signed", "multi_topk", "is_gated", "use_glu"],
  // dictionary_learning and OpenMOSS
  ...[
    "dataset_average_activation_norm",
    "norm_activation",
    "input_norm_factor",
    "use_batch_topk",
    "affine_connection",
  ],
  // quantised files, and the rule under names of its own
  ...["quantization_config", "sae_type", "sae_architecture", "architecture_type", "encoder_type"],
]);

const words = (...each: string[]) => new RegExp(`(?:^|_)(?:${each.join("|")})(?:_|$)`, "i");

/** What options are called that change a number which is read, whoever wrote them: rules, factors, norms, biases, maps past the features. */
const telling = words(
  ...["top_?k", "jump_?re_?lu", "act", "activation", "non_?linearity", "threshold", "signed", "gated?"],
  ...[
    "(?:re)?scal(?:e|es|ed|er|ing)",
    "factor",
    "norm",
    "normali[sz]e[sd]?",
    "normali[sz]ation",
    "unit_norm",
    "whiten\\w*",
  ],
  ...["bias", "b_dec", "tied", "skip", "shift", "cent(?:er|re|ered|red)"],
);

/** What they are called that say how something was trained: initial values, losses, schedules, samples, records. */
const ofTraining = words(
  ...[
    "(?:re_?)?init(?:ial)?",
    "loss",
    "mse",
    "l0",
    "l1",
    "lp",
    "lr",
    "coeff(?:icient)?s?",
    "penalty",
    "sparsity",
  ],
  ...[
    "aux\\w*",
    "warm_?up",
    "window",
    "dead\\w*",
    "ghost",
    "resampl\\w*",
    "seed",
    "batch\\w*",
    "buffer",
    "log\\w*",
  ],
  ...[
    "wandb",
    "eval\\w*",
    "dataset",
    "noise",
    "sched\\w*",
    "decay",
    "grad\\w*",
    "bandwidth",
    "beta\\w*",
    "tanh",
  ],
  ...[
    "ema",
    "clip\\w*",
    "target",
    "dtype",
    "device",
    "store",
    "steps?",
    "epochs?",
    "freq\\w*",
    "path",
    "name",
  ],
  // Rows that were kept at length 1 while it was trained; and how its width was chosen. Sizes say themselves whether they are right.
  ...["size", "dim", "expansion_factor", "normali[sz]e_(?:sae_)?decoder"],
);

/** What asks for nothing: no such thing, or what is done anyhow. */
const nothing = new Set<unknown>([undefined, null, "", "none", "relu", "standard"]);
/** Of these 1 asks for nothing; one of the largest, a threshold of 1 and the like do. */
const factors = words("(?:re)?scal(?:e|es|ed|er|ing)", "factor");

export function isAsked(key: string, value: unknown): boolean {
  // A bias that is not used is missed; everything else that is not used asks for nothing.
  if (typeof value === "boolean") return words("bias", "b_dec").test(key) ? !value : value;
  if (value === 1 && factors.test(key)) return false;
  return !nothing.has(typeof value === "string" ? value.toLowerCase() : value);
}

type Options = Readonly<Record<string, unknown>>;

/**
 * The options among some that change the arithmetic and that this engine does not do, in whatever spelling and however deep they stand.
 * `read`: those that its form's reader reads itself, where they stand. Elsewhere they must say what is read, which `said` has.
 */
export function unsupportedIn(
  options: Options,
  read: readonly string[] = [],
  said: readonly Options[] = [options],
): string[] {
  return Object.entries(options).flatMap(([key, value]) =>
    read.includes(key) ? [] : unsupportedAt(key, key, value, read, said),
  );
}

function unsupportedAt(
  at: string,
  key: string,
  value: unknown,
  read: readonly string[],
  said: readonly Options[],
): string[] {
  const name = usualSpelling(key);
  if (read.includes(name)) return repeats(name, value, said) ? [] : [otherThanRead(at, name)];
  const isOfTraining = ofTraining.test(name);
  if (known.has(name) || (telling.test(name) && !isOfTraining)) return isAsked(name, value) ? [at] : [];
  if (isOfTraining) return [];
  const within = Array.isArray(value) ? value.slice(0, maxListed).map((each, n) => [n, each]) : [["", value]];
  return within.flatMap(([n, each]) => {
    if (!isPlainObject(each)) return [];
    const place = n === "" ? at : `${at}.${n}`;
    return Object.entries(each).flatMap(([inner, its]) =>
      unsupportedAt(`${place}.${inner}`, inner, its, read, said),
    );
  });
}

/** Elements of a list that are looked into. */
const maxListed = 1_000;

/** What is called as an option that is read, and says something else. */
export function otherThanRead(at: string, name: string): string {
  return `${at} (another ${name} than is read)`;
}

/** Whether a value is what is read under its name, or where none is, what is done anyhow. */
export function repeats(name: string, value: unknown, said: readonly Options[]): boolean {
  const others = said.flatMap((each) => each[name] ?? []);
  if (value === null || value === undefined) return true;
  return others.length === 0 ? !isAsked(name, value) : others.some((other) => isEqual(other, value));
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isPlainObject(value: unknown): value is Options {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** `activationFn`, `Activation-Fn` and `activation_fn` are one name to whoever reads them. */
function usualSpelling(key: string): string {
  return key
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .trim()
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_")
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, "_");
}

/** Refuses a file for the options that it names and nobody does. */
export function refuseUnsupported(file: ModelFile, options: readonly string[]): void {
  const names = [...new Set(options)].map((option) => option.slice(0, 150));
  if (names.length === 0) return;
  const shown = names.length > maxNamed ? [...names.slice(0, maxNamed), "others"] : names;
  throw unsupported(
    file.label,
    `${new Intl.ListFormat("en").format(shown)} ${names.length === 1 ? "is" : "are"} not supported`,
  );
}

/** Options that one sentence names. */
const maxNamed = 5;

/** Refuses a tensor that nobody reads, since it would silently change the arithmetic. */
export function refuseUnknownTensors({ tensors, file }: SafetensorsFile, known: ReadonlySet<string>): void {
  const unknown = [...tensors.keys()].find((name) => !known.has(name));
  if (unknown !== undefined)
    throw invalidFile(file.label, "the engine does not know what it is for", unknown.slice(0, 200));
}
