/*
 * What a pickle is read as, and what is made of the few of Python's names that one may hold. Nothing of them is run.
 */

/** A storage as torch.save names it: its numbers are a record of the archive. */
export interface PickledStorage {
  is: "storage";
  /** torch's class, such as `FloatStorage`. */
  type: string;
  key: string;
  elements: number;
}

export interface PickledTensor {
  is: "tensor";
  storage: PickledStorage;
  /** In elements. */
  offset: number;
  shape: number[];
  stride: number[];
}

interface PickledName {
  is: "name";
  name: string;
}

/** What a training run kept of its settings: its attributes, of which nothing is run. */
export interface PickledSettings {
  is: "settings";
  of: string;
  attributes: Map<Pickled, Pickled>;
}

export type Pickled =
  | null
  | boolean
  | number
  | string
  | Pickled[]
  | Map<Pickled, Pickled>
  | PickledStorage
  | PickledTensor
  | PickledSettings
  | PickledName;

/** Why a pickle is not read. */
export class PickleFault extends Error {
  override readonly name = "PickleFault";
}

const storages = new Set(
  ["Float", "Half", "BFloat16", "Double", "Long", "Int", "Short", "Char", "Byte", "Bool"].map(
    (type) => `torch.${type}Storage`,
  ),
);
const rebuild = "torch._utils._rebuild_tensor_v2";
const rebuildParameter = "torch._utils._rebuild_parameter";
const orderedDict = "collections.OrderedDict";
/** Of transcoder_circuits, which saves it beside a transcoder's tensors (`SparseAutoencoder.save_model`). */
const settings = new Set(["sae_training.config.LanguageModelSAERunnerConfig"]);
const device = "torch.device";
/** Types of numbers, as settings name them. */
const dtypes = new Set(["float32", "float16", "bfloat16", "float64"].map((type) => `torch.${type}`));
const known = new Set([
  ...[...storages, rebuild, rebuildParameter, orderedDict],
  ...[...settings, ...dtypes, device],
]);

/** Whether a pickle may name it: what tensors and settings are made of. */
export const isKnownName = (name: string): boolean => known.has(name);

/**
 * `("storage", class, key, device, elements)`; in the older form with a view behind, which PyTorch wrote until 0.4: then the numbers are a part
 * of another storage, and not where they would be looked for.
 */
export function storageOf(id: Pickled): PickledStorage {
  const [word, type, key, , elements, view = null] = Array.isArray(id) ? id : [];
  const isName = typeof type === "object" && type !== null && "is" in type && type.is === "name";
  if (
    word !== "storage" ||
    !isName ||
    !storages.has(type.name) ||
    typeof key !== "string" ||
    !isCount(elements)
  )
    throw new PickleFault("its pickle refers to something that is no storage of numbers");
  if (view !== null)
    throw new PickleFault(
      "its numbers are a part of others, as PyTorch before 0.4 wrote them. Save it again",
    );
  return { is: "storage", type: type.name.slice("torch.".length), key, elements };
}

export function made(callable: Pickled | undefined, argument: Pickled | undefined): Pickled {
  const isName =
    typeof callable === "object" && callable !== null && "is" in callable && callable.is === "name";
  if (!isName || !Array.isArray(argument))
    throw new PickleFault("its pickle calls something that is no name");
  switch (callable.name) {
    case device:
      return deviceOf(argument);
    case orderedDict:
      if (argument.length > 0) throw new PickleFault("its pickle makes a dict of something");
      return new Map();
    case rebuild:
      return tensorOf(argument);
    case rebuildParameter: {
      const [tensor] = argument;
      if (typeof tensor === "object" && tensor !== null && "is" in tensor && tensor.is === "tensor")
        return tensor;
      throw new PickleFault("its pickle has a parameter that is no tensor");
    }
    default:
      throw new PickleFault(`its pickle calls ${callable.name}, which is not done`);
  }
}

/** A new object of settings, of which attributes come to stand in it and nothing else. */
export function settingsOf(type: Pickled | undefined, argument: Pickled | undefined): PickledSettings {
  const isName = typeof type === "object" && type !== null && "is" in type && type.is === "name";
  if (!isName || !settings.has(type.name) || !Array.isArray(argument) || argument.length > 0)
    throw new PickleFault("its pickle makes an object");
  return { is: "settings", of: type.name, attributes: new Map() };
}

/** `("cuda", 0)`: a text of a few words at most, since lists in lists would be written out without end. */
function deviceOf(parts: Pickled[]): string {
  const areWords = parts.every((part) => typeof part === "string" || typeof part === "number");
  if (!areWords || parts.length > 2) throw new PickleFault("its pickle has a device that is none");
  return parts.join(":");
}

/** `(storage, offset, shape, stride, requires_grad, hooks, metadata)`; the last says of numbers that they count negative. */
function tensorOf([storage, offset, shape, stride, , , metadata = null]: Pickled[]): PickledTensor {
  const isStorage =
    typeof storage === "object" && storage !== null && "is" in storage && storage.is === "storage";
  if (
    !isStorage ||
    !isCount(offset) ||
    !isCounts(shape) ||
    !isCounts(stride) ||
    shape.length !== stride.length
  )
    throw new PickleFault("its pickle has a tensor that is none");
  if (metadata !== null && !(metadata instanceof Map && metadata.size === 0))
    throw new PickleFault("its pickle has a tensor whose numbers mean something else than they are");
  return { is: "tensor", storage, offset, shape, stride };
}

function isCount(value: Pickled | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isCounts(value: Pickled | undefined): value is number[] {
  return Array.isArray(value) && value.length <= 16 && value.every(isCount);
}
