import { writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";

/** What one tensor of a made-up file of PyTorch is, as `torch.save` would have it. */
export interface TorchTensor {
  name: string;
  /** torch's class of its storage. */
  storage: string;
  shape: readonly number[];
  stride?: readonly number[];
  elements?: number;
  /** Of the older form: a part of another storage. */
  view?: boolean;
  /** Says of its numbers that they count negative. */
  metadata?: boolean;
  bytes: Uint8Array;
}

/** Writes a dict of tensors as `torch.save` does: a zip of stored records, a pickle of protocol 2 and each tensor's numbers. */
export function writePyTorch(file: string, tensors: readonly TorchTensor[]): void {
  writeFileSync(file, zipped(recordsOf(tensors)));
}

export function recordsOf(
  tensors: readonly TorchTensor[],
  pickle: Uint8Array = pickleOf(tensors),
): [string, Uint8Array][] {
  return [
    ["archive/data.pkl", pickle],
    ["archive/byteorder", Buffer.from("little")],
    ...tensors.map(({ bytes }, i): [string, Uint8Array] => [`archive/data/${i}`, bytes]),
    ["archive/version", Buffer.from("3\n")],
  ];
}

export const global = (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`);
const text = (value: string) => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(5);
  length.writeUInt8(0x58);
  length.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([length, bytes]);
};
const whole = (value: number) => {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(0x4a);
  bytes.writeInt32LE(value, 1);
  return bytes;
};
const double = (value: number) => {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(0x47);
  bytes.writeDoubleBE(value, 1);
  return bytes;
};
const tuple = (...items: Uint8Array[]) => Buffer.concat([Buffer.from("("), ...items, Buffer.from("t")]);

/** What `torch.save` wrote before PyTorch 1.6: pickles one after another, then each tensor's numbers behind their count. */
export function legacyPyTorch(tensors: readonly TorchTensor[]): Buffer {
  const pickle = (...parts: Uint8Array[]) =>
    Buffer.concat([Buffer.from([0x80, 2]), ...parts, Buffer.from(".")]);
  const system = [text("protocol_version"), whole(1001), text("little_endian"), Buffer.from([0x88])];
  const keys = tensors.map((_, i) => text(String(i)));
  const numbers = tensors.flatMap(({ shape, elements, bytes }) => {
    const count = Buffer.alloc(8);
    count.writeBigInt64LE(BigInt(elements ?? shape.reduce((product, size) => product * size, 1)));
    return [count, bytes];
  });
  return Buffer.concat([
    Buffer.from("80028a0a6cfc9c46f9206aa850192e80024de9032e", "hex"),
    pickle(Buffer.from("}("), ...system, Buffer.from("u")),
    pickleOf(tensors, true),
    pickle(Buffer.from("]("), ...keys, Buffer.from("e")),
    ...numbers,
  ]);
}

/** The pickle of a dict of tensors; `withView` as the older form names storages. */
export function pickleOf(tensors: readonly TorchTensor[], withView = false): Buffer {
  return Buffer.concat([Buffer.from([0x80, 2]), dictOf(tensors, withView), Buffer.from(".")]);
}

const settingsClass = global("sae_training.config", "LanguageModelSAERunnerConfig");

/**
 * The pickle of a dict of settings and a dict of tensors, as transcoder_circuits' `save_model` has it: byte for byte what Python's pickle
 * (protocol 2) writes of such an object, its memo apart.
 */
export function pickleWithSettings(
  tensors: readonly TorchTensor[],
  settings: Record<string, string | number | boolean | null>,
  type: Uint8Array = settingsClass,
): Buffer {
  const pickled = (value: string | number | boolean | null) => {
    if (typeof value === "string") return text(value);
    if (typeof value === "number" && Number.isInteger(value)) return whole(value);
    if (typeof value === "number") return double(value);
    return Buffer.from(value === null ? "N" : value ? "\x88" : "\x89", "latin1");
  };
  const attributes = Object.entries(settings).flatMap(([name, value]) => [text(name), pickled(value)]);
  const device = [global("torch", "device"), text("cuda"), Buffer.from("\x85R", "latin1")];
  const always = [
    ...[text("device"), ...device, text("dtype"), global("torch", "float32")],
    // Of a default that ends with a comma by mistake.
    ...[text("use_ghost_grads"), Buffer.from("\x89\x85", "latin1")],
  ];
  return Buffer.concat([
    ...[Buffer.from("\x80\x02}(", "latin1"), text("cfg"), type, Buffer.from(")\x81}(", "latin1")],
    ...[...attributes, ...always, Buffer.from("ub")],
    ...[text("state_dict"), dictOf(tensors, false), Buffer.from("u.")],
  ]);
}

function dictOf(tensors: readonly TorchTensor[], withView: boolean): Buffer {
  const items = tensors.flatMap(({ name, storage, shape, stride, elements, view: isView, metadata }, i) => {
    const count = elements ?? shape.reduce((product, size) => product * size, 1);
    const rowByRow = shape.map((_, axis) =>
      shape.slice(axis + 1).reduce((product, size) => product * size, 1),
    );
    const part = tuple(text("9"), whole(1), whole(count));
    const view = withView ? [isView ? part : Buffer.from("N")] : [];
    const place = [text(String(i)), text("cpu"), whole(count)];
    const id = tuple(text("storage"), global("torch", storage), ...place, ...view);
    const sizes = tuple(...shape.map(whole));
    const strides = tuple(...(stride ?? rowByRow).map(whole));
    const empty = Buffer.concat([global("collections", "OrderedDict"), Buffer.from(")R")]);
    const of = tuple(
      Buffer.concat([id, Buffer.from("Q")]),
      whole(0),
      sizes,
      strides,
      Buffer.from([0x89]),
      empty,
      ...(metadata ? [Buffer.concat([Buffer.from("}"), text("neg"), Buffer.from("\x88s", "latin1")])] : []),
    );
    return [text(name), global("torch._utils", "_rebuild_tensor_v2"), of, Buffer.from("R")];
  });
  return Buffer.concat([Buffer.from([0x7d, 0x71, 0, 0x28]), ...items, Buffer.from("u")]);
}

/** A zip of stored records, the bytes of each at a multiple of 64. */
export function zipped(records: readonly (readonly [string, Uint8Array])[], method = 0): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of records) {
    const head = Buffer.alloc(30);
    const label = Buffer.from(name);
    const padding = (64 - ((at + 30 + label.length) % 64)) % 64;
    head.writeUInt32LE(0x04034b50);
    const numbers = Buffer.alloc(24);
    numbers.writeUInt16LE(method, 4);
    numbers.writeUInt32LE(crc32(bytes), 10);
    numbers.writeUInt32LE(bytes.length, 14);
    numbers.writeUInt32LE(bytes.length, 18);
    numbers.writeUInt16LE(label.length, 22);
    numbers.copy(head, 4);
    head.writeUInt16LE(padding, 28);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50);
    numbers.copy(central, 6);
    central.writeUInt32LE(at, 42);
    directory.push(central, label);
    parts.push(head, label, Buffer.alloc(padding), Buffer.from(bytes));
    at += 30 + label.length + padding + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(records.length, 8);
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}
