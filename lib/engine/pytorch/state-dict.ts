import { EngineError, invalidFile, printable } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import { elementBytes } from "../weights/number-formats";
import type { TensorEntry } from "../weights/safetensors";
import type { Pickled, PickledTensor, PickleFault } from "./pickled";

const dtypes: Readonly<Record<string, string>> = {
  FloatStorage: "F32",
  HalfStorage: "F16",
  BFloat16Storage: "BF16",
  DoubleStorage: "F64",
  LongStorage: "I64",
  IntStorage: "I32",
  ShortStorage: "I16",
  CharStorage: "I8",
  ByteStorage: "U8",
  BoolStorage: "BOOL",
};

/** As safetensors calls the numbers of torch's storage; empty for none. */
export function dtypeOf(storage: string): string {
  return Object.hasOwn(dtypes, storage) ? (dtypes[storage] ?? "") : "";
}

/** A pickle that is not read, in a sentence with its file. */
export function pickleFault(file: ModelFile, fault: PickleFault): EngineError {
  const { message: reason } = fault;
  const details = { file: file.label, reason };
  return new EngineError("invalid-file", `${printable(`${file.label}: ${reason}`)}.`, details, {
    cause: fault,
  });
}

/** What a training run said of itself, beside the tensors: its settings by name. Null where it said nothing. */
export type Settings = ReadonlyMap<Pickled, Pickled> | null;

/** A dict of tensors, or one of settings (`cfg`) and such a dict (`state_dict`), apart. */
function partsOf(value: Pickled): { tensors: Pickled; settings: Settings } {
  const cfg = value instanceof Map ? value.get("cfg") : undefined;
  const isSettings = typeof cfg === "object" && cfg !== null && "is" in cfg && cfg.is === "settings";
  return value instanceof Map && value.size === 2 && isSettings && value.has("state_dict")
    ? { tensors: value.get("state_dict") ?? null, settings: cfg.attributes }
    : { tensors: value, settings: null };
}

export const settingsIn = (value: Pickled): Settings => partsOf(value).settings;

/** The tensors of a dict of tensors by text, also where settings stand beside it. */
export function stateDict(file: ModelFile, whole: Pickled): [string, PickledTensor][] {
  const { tensors: value } = partsOf(whole);
  if (!(value instanceof Map))
    throw invalidFile(
      file.label,
      "it holds something else than a dict of tensors. Save the state_dict alone",
    );
  return [...value].map(([key, tensor]) => {
    if (typeof key !== "string")
      throw invalidFile(file.label, "one of its tensors has a name that is no text");
    if (typeof tensor !== "object" || tensor === null || !("is" in tensor) || tensor.is !== "tensor")
      throw invalidFile(file.label, "it is no tensor. Save the state_dict alone", key.slice(0, 200));
    return [key, tensor];
  });
}

/** Where a tensor lies in its file, once it is sure that it lies there row by row. */
export function placeIn(
  file: ModelFile,
  name: string,
  { storage, offset, shape, stride }: PickledTensor,
  record: { offset: number; byteLength: number } | undefined,
): TensorEntry {
  const refuse = (reason: string) => invalidFile(file.label, reason, name.slice(0, 200));
  const dtype = dtypeOf(storage.type);
  const width = elementBytes[dtype];
  if (width === undefined) throw refuse(`its numbers are of torch.${storage.type}`);
  if (!record) throw refuse(`its numbers, data/${storage.key.slice(0, 100)}, are missing`);
  if (record.byteLength !== storage.elements * width)
    throw refuse(
      `its ${storage.elements} numbers take ${storage.elements * width} bytes, but there are ${record.byteLength}`,
    );
  const count = shape.reduce((product, size) => product * size, 1);
  const byteLength = count * width;
  const start = record.offset + offset * width;
  if (!Number.isSafeInteger(byteLength) || offset + count > storage.elements)
    throw refuse(`its shape ${JSON.stringify(shape).slice(0, 80)} does not fit into its numbers`);
  if (!isContiguous(shape, stride))
    throw refuse(
      "it does not lie in the file row by row (it is transposed or a part of another). Save it with .contiguous()",
    );
  return { name, dtype, shape, offset: start, byteLength };
}

function isContiguous(shape: readonly number[], stride: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 0;
    if (size === 0) return true;
    if (size > 1 && stride[axis] !== step) return false;
    step *= size;
  }
  return true;
}
