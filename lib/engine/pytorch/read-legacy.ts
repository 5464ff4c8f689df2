import { closeSync, openSync } from "node:fs";
import { invalidFile, unsupported } from "../errors";
import { madeFile } from "../weights/made-files";
import type { ModelFile } from "../weights/model-folder";
import { elementBytes } from "../weights/number-formats";
import { numbersOf } from "../weights/numbers";
import { readAt, readSafetensors, type SafetensorsFile } from "../weights/safetensors";
import type { TensorSource } from "../weights/write-safetensors";
import { readPickleAt } from "./pickle";
import { type Pickled, PickleFault } from "./pickled";
import { dtypeOf, pickleFault, placeIn, type Settings, settingsIn, stateDict } from "./state-dict";

/** All pickles of the file, which stand before the numbers. */
const maxPickleBytes = 50_000_000;

/** What torch.save wrote before PyTorch 1.6 begins with: two pickles, of a number that tells the form and of its version. */
const beginning = ["8a0a6cfc9c46f9206aa850192e", "4de9032e"].map((content) => Buffer.from(content, "hex"));

/** Bytes of that, each pickle of the protocol that was asked for, and from 4 on in a frame; 0 where a file begins otherwise. */
function bytesOfBeginning(bytes: Uint8Array): number {
  const given = Buffer.from(bytes.subarray(0, 64));
  let at = 0;
  for (const content of beginning) {
    const [sign, protocol = 0, frame] = given.subarray(at, at + 3);
    if (sign !== 0x80 || protocol < 2 || protocol > 5) return 0;
    at += frame === 0x95 ? 11 : 2;
    if (!given.subarray(at, at + content.length).equals(content)) return 0;
    at += content.length;
  }
  return at;
}

/** Whether a file's first bytes are those. */
export function isLegacyTorch(bytes: Uint8Array): boolean {
  return bytesOfBeginning(bytes) > 0;
}

/**
 * The tensors of such a file, in one of their own (`madeFile`), since they stand at no multiple of their size in it. The same
 * reader of pickles as for the newer form; nothing is run. Throws `EngineError`.
 */
export function readLegacyPyTorch(file: ModelFile): SafetensorsFile {
  const fd = openSync(file.path, "r");
  try {
    const head = Buffer.from(readAt(fd, 0, Math.min(file.byteLength, maxPickleBytes), file.label).buffer);
    const { system, dict, keys, end } = pickles(file, head);
    if (system instanceof Map && system.get("little_endian") === false)
      throw unsupported(file.label, "its numbers are not little-endian. Save it again on another machine");
    const tensors = stateDict(file, dict);
    const storages = places(
      file,
      fd,
      keys,
      tensors.map(([, { storage }]) => storage),
      end,
    );
    const found = tensors.map(([name, tensor]) => {
      const storage = storages.get(tensor.storage.key);
      return { name, entry: placeIn(file, name, tensor, storage) };
    });
    const made = madeFile([file], ["legacy, whole numbers as they are"], () =>
      found.map(({ name, entry }): TensorSource => {
        const isKept = entry.dtype !== "F64";
        const bytes = () => bytesAt(file, entry.offset, entry.byteLength);
        const make = () => (isKept ? bytes() : narrowed(file, name, bytes(), entry.dtype));
        return { name, dtype: isKept ? entry.dtype : "F32", shape: entry.shape, make };
      }),
    );
    return readSafetensors(made);
  } finally {
    closeSync(fd);
  }
}

/** The settings that such a file holds beside its tensors (`stateDict`); null where it holds none. */
export function readLegacySettings(file: ModelFile): Settings {
  const fd = openSync(file.path, "r");
  try {
    const head = readAt(fd, 0, Math.min(file.byteLength, maxPickleBytes), file.label);
    return settingsIn(pickles(file, Buffer.from(head.buffer)).dict);
  } finally {
    closeSync(fd);
  }
}

function pickles(file: ModelFile, head: Buffer) {
  try {
    const system = readPickleAt(head, bytesOfBeginning(head));
    const dict = readPickleAt(head, system.end);
    const keys = readPickleAt(head, dict.end);
    return { system: system.value, dict: dict.value, keys: keys.value, end: keys.end };
  } catch (error) {
    if (error instanceof PickleFault) throw pickleFault(file, error);
    throw error;
  }
}

/** Where each storage's numbers stand: one after another, in the order of their keys, each behind its count. */
function places(
  file: ModelFile,
  fd: number,
  keys: Pickled,
  storages: readonly { key: string; type: string; elements: number }[],
  start: number,
): Map<string, { offset: number; byteLength: number }> {
  const known = new Map(storages.map((storage) => [storage.key, storage]));
  const found = new Map<string, { offset: number; byteLength: number }>();
  if (!Array.isArray(keys)) throw invalidFile(file.label, "it does not list its numbers");
  let at = start;
  for (const key of keys) {
    const storage = typeof key === "string" ? known.get(key) : undefined;
    if (typeof key !== "string" || !storage || found.has(key))
      throw invalidFile(file.label, "it lists numbers that belong to no tensor, or lists some twice");
    const width = elementBytes[dtypeOf(storage.type)] ?? 0;
    if (at + 8 > file.byteLength)
      throw invalidFile(file.label, `it ends at byte ${file.byteLength}, before its data does`);
    const count = new DataView(readAt(fd, at, 8, file.label).buffer).getBigInt64(0, true);
    if (count !== BigInt(storage.elements))
      throw invalidFile(
        file.label,
        `it says ${storage.elements} numbers of storage ${key.slice(0, 50)}, and then ${count}`,
      );
    const byteLength = storage.elements * width;
    if (!Number.isSafeInteger(byteLength) || at + 8 + byteLength > file.byteLength)
      throw invalidFile(file.label, `it ends at byte ${file.byteLength}, before its data does`);
    found.set(key, { offset: at + 8, byteLength });
    at += 8 + byteLength;
  }
  if (at !== file.byteLength)
    throw invalidFile(file.label, `${file.byteLength - at} bytes at its end belong to no tensor`);
  return found;
}

function bytesAt(file: ModelFile, offset: number, byteLength: number): Uint8Array {
  const fd = openSync(file.path, "r");
  try {
    return readAt(fd, offset, byteLength, file.label);
  } finally {
    closeSync(fd);
  }
}

function narrowed(file: ModelFile, name: string, bytes: Uint8Array, dtype: string): Uint8Array {
  const values = numbersOf(bytes, dtype);
  if (!values) throw invalidFile(file.label, `its numbers are of ${dtype}, which is not read`, name);
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
