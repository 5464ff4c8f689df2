import { closeSync, openSync, readSync } from "node:fs";
import { invalidFile, unsupported } from "../errors";
import type { ModelFile } from "../weights/model-folder";
import { elementBytes } from "../weights/number-formats";
import type { SafetensorsFile, TensorEntry } from "../weights/safetensors";
import { readPickle } from "./pickle";
import { type Pickled, type PickledTensor, PickleFault } from "./pickled";
import { pickleFault, placeIn, type Settings, settingsIn, stateDict } from "./state-dict";
import { readStoredZip, type StoredRecord } from "./stored-zip";

/** Names, shapes and places of a model's tensors: some 150 bytes each. */
const maxPickleBytes = 50_000_000;

/**
 * The tensors of a file that `torch.save` wrote of a dict of tensors, since PyTorch 1.6: where each lies in the file. Nothing
 * in it is run. Throws `EngineError` where it holds anything else, or a tensor that does not lie there as it is.
 */
export function readPyTorch(file: ModelFile): SafetensorsFile {
  const records = readStoredZip(file);
  const { name, folder } = pickleIn(file, records);
  const order = records.get(`${folder}byteorder`);
  if (order && readRecord(file, order, 100).toString("latin1") !== "little")
    throw unsupported(file.label, "its numbers are not little-endian. Save it again on another machine");
  const tensors = new Map<string, TensorEntry>();
  for (const [key, tensor] of stateDict(file, pickled(file, records.get(name))))
    tensors.set(key, alignedIn(file, key, tensor, records.get(`${folder}data/${tensor.storage.key}`)));
  return { file, tensors };
}

/** The settings of the training run that such a file holds beside its tensors (`stateDict`); null where it holds none. */
export function readPyTorchSettings(file: ModelFile): Settings {
  const records = readStoredZip(file);
  return settingsIn(pickled(file, records.get(pickleIn(file, records).name)));
}

function pickleIn(file: ModelFile, records: ReadonlyMap<string, StoredRecord>) {
  const pickles = [...records.keys()].filter((name) => /^[^/]+\/data\.pkl$/.test(name));
  const [name] = pickles;
  if (name === undefined || pickles.length > 1)
    throw invalidFile(file.label, "it is a zip archive, but none that torch.save wrote");
  return { name, folder: name.slice(0, -"data.pkl".length) };
}

function alignedIn(
  file: ModelFile,
  name: string,
  tensor: PickledTensor,
  record: StoredRecord | undefined,
): TensorEntry {
  const entry = placeIn(file, name, tensor, record);
  if (entry.offset % (elementBytes[entry.dtype] ?? 1) !== 0)
    throw invalidFile(file.label, "its numbers do not stand at a multiple of their size", name.slice(0, 200));
  return entry;
}

function pickled(file: ModelFile, record: StoredRecord | undefined): Pickled {
  if (!record) throw new Error("the record was found before");
  try {
    return readPickle(readRecord(file, record, maxPickleBytes));
  } catch (error) {
    if (!(error instanceof PickleFault)) throw error;
    throw pickleFault(file, error);
  }
}

function readRecord(file: ModelFile, { offset, byteLength, name }: StoredRecord, most: number): Buffer {
  if (byteLength > most)
    throw invalidFile(
      file.label,
      `its record ${name.slice(0, 100)} has ${byteLength} bytes, and ${most} is the most that is read`,
    );
  const bytes = Buffer.alloc(byteLength);
  const fd = openSync(file.path, "r");
  try {
    for (let done = 0; done < byteLength; ) {
      const got = readSync(fd, bytes, done, byteLength - done, offset + done);
      if (got === 0) throw invalidFile(file.label, "it is cut off");
      done += got;
    }
  } finally {
    closeSync(fd);
  }
  return bytes;
}
