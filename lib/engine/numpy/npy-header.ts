/** What stands before the numbers of an array of NumPy (.npy, numpy.lib.format 1.0 to 3.0). */
export interface NpyHeader {
  /** As safetensors calls it. */
  dtype: string;
  shape: number[];
  /** Whether it lies column by column. */
  byColumns: boolean;
  /** Bytes before the numbers. */
  length: number;
}

/** Why an array is not read. */
export class NpyFault extends Error {
  override readonly name = "NpyFault";
}

/** A header names a type, an order and a shape: some 120 bytes. */
export const maxHeaderBytes = 4_096;

const dtypes: Readonly<Record<string, string>> = {
  ...{ "<f8": "F64", "<f4": "F32", "<f2": "F16" },
  ...{ "<i8": "I64", "<i4": "I32", "<i2": "I16", "|i1": "I8" },
  ...{ "<u8": "U64", "<u4": "U32", "<u2": "U16", "|u1": "U8", "|b1": "BOOL" },
};

/** As numpy writes it, its keys in order. It is compared, and not evaluated. */
const form =
  /^\{'descr': '([^']{1,20})', 'fortran_order': (True|False), 'shape': \(((?:\d{1,15}(?:, \d{1,15}){0,7})?,?)\), \} *\n$/;

/** Reads the header of an array of which `bytes` are the first. */
export function readNpyHeader(bytes: Buffer): NpyHeader {
  if (bytes.length < 12 || bytes.toString("latin1", 0, 6) !== "\x93NUMPY")
    throw new NpyFault("it is no array of NumPy");
  const version = bytes.readUInt8(6);
  if (version < 1 || version > 3) throw new NpyFault(`it is of version ${version} of NumPy's format`);
  const start = version === 1 ? 10 : 12;
  const headerBytes = version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  if (headerBytes > maxHeaderBytes) throw new NpyFault("its header is too long to be read");
  if (start + headerBytes > bytes.length) throw new NpyFault("its header is cut off");
  const found = form.exec(bytes.toString("latin1", start, start + headerBytes));
  if (!found) {
    if (bytes.toString("latin1", start, start + headerBytes).includes("'descr': ["))
      throw new NpyFault("its elements are records of several fields");
    throw new NpyFault("its header is not as numpy.save writes it");
  }
  const [, descr = "", order, sizes = ""] = found;
  if (descr.includes("O"))
    throw new NpyFault("it holds objects of Python, which are pickles and are never read. Save plain arrays");
  if (descr.startsWith(">"))
    throw new NpyFault("its numbers are big-endian. Save it with astype of a little-endian type");
  const dtype = Object.hasOwn(dtypes, descr) ? dtypes[descr] : undefined;
  if (dtype === undefined) throw new NpyFault(`its type ${descr} is not read`);
  const shape = sizes.split(", ").flatMap((size) => (size === "" ? [] : [Number.parseInt(size, 10)]));
  return { dtype, shape, byColumns: order === "True", length: start + headerBytes };
}
