import { crc32, deflateRawSync } from "node:zlib";

/** One array of a made-up archive of NumPy. */
export interface NpyArray {
  name: string;
  descr: string;
  shape: readonly number[];
  bytes: Uint8Array;
  byColumns?: boolean;
}

/** An array as `numpy.save` writes it (format 1.0). */
export function npyOf({ descr, shape, bytes, byColumns = false }: NpyArray): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const order = byColumns ? "True" : "False";
  const said = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sizes}), }`;
  const length = Math.ceil((10 + said.length + 1) / 64) * 64 - 10;
  const head = Buffer.alloc(10);
  head.write("\x93NUMPY\x01\0", "latin1");
  head.writeUInt16LE(length, 8);
  return Buffer.concat([head, Buffer.from(`${said.padEnd(length - 1)}\n`, "latin1"), bytes]);
}

/** An archive as `numpy.savez` writes it, or `savez_compressed` where `packed`. */
export function npzOf(arrays: readonly NpyArray[], packed = false): Buffer {
  return zipOf(
    arrays.map((array) => [`${array.name}.npy`, npyOf(array)]),
    packed,
  );
}

/** A zip of records that are stored or deflated, each right behind the one before. */
export function zipOf(records: readonly (readonly [string, Uint8Array])[], packed = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of records) {
    const content = packed ? deflateRawSync(bytes) : Buffer.from(bytes);
    const label = Buffer.from(name);
    const numbers = Buffer.alloc(24);
    numbers.writeUInt16LE(packed ? 8 : 0, 4);
    numbers.writeUInt32LE(crc32(bytes), 10);
    numbers.writeUInt32LE(content.length, 14);
    numbers.writeUInt32LE(bytes.length, 18);
    numbers.writeUInt16LE(label.length, 22);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50);
    numbers.copy(head, 4);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50);
    numbers.copy(central, 6);
    central.writeUInt32LE(at, 42);
    directory.push(central, label);
    parts.push(head, label, content);
    at += 30 + label.length + content.length;
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
