import { closeSync, openSync, readSync } from "node:fs";
import { invalidFile } from "../errors";
import type { ModelFile } from "../weights/model-folder";

/** A record of a zip archive that is stored as it is: where its bytes stand in the file. */
export interface StoredRecord {
  name: string;
  offset: number;
  byteLength: number;
}

/** A record that may be packed (deflated), into `packedBytes` from `offset` on. */
export interface ZipRecord extends StoredRecord {
  packedBytes: number;
  isPacked: boolean;
}

const [endSignature, end64Signature, locatorSignature] = [0x06054b50, 0x06064b50, 0x07064b50];
const [centralSignature, localSignature] = [0x02014b50, 0x04034b50];
const [endBytes, locatorBytes, end64Bytes, centralBytes, localBytes] = [22, 20, 56, 46, 30];
const most32 = 0xffffffff;
/** A model of 100,000 tensors has as many records; their directory takes some 100 bytes each. */
const maxDirectoryBytes = 50_000_000;
const maxRecords = 200_000;

/**
 * The records of a zip archive as PyTorch writes it (PKWARE APPNOTE 6.3; zip64 where it is large): all stored and none
 * packed, so that each lies in the file as it is. Reads the directory alone. Throws `EngineError` where it is another archive.
 */
export function readStoredZip(file: ModelFile): Map<string, StoredRecord> {
  const records = readZip(file);
  for (const { isPacked } of records.values())
    if (isPacked)
      throw invalidFile(
        file.label,
        "its records are packed, which PyTorch's are not. Unpack it and save it again with torch.save",
      );
  return records;
}

/** The records of any zip archive that are stored or deflated. */
export function readZip(file: ModelFile): Map<string, ZipRecord> {
  const fd = openSync(file.path, "r");
  const at = (offset: number, length: number) => readExactly(fd, offset, length, file);
  const refuse = (reason: string) => invalidFile(file.label, reason);
  try {
    const { start, size, count } = findDirectory(file, at);
    if (size > maxDirectoryBytes || count > maxRecords) throw refuse("its directory is too large to be read");
    const directory = at(start, size);
    const records = new Map<string, ZipRecord>();
    let place = 0;
    for (let n = 0; n < count; n++) {
      if (place + centralBytes > size || directory.readUInt32LE(place) !== centralSignature)
        throw refuse("its directory ends before its records do");
      const flags = directory.readUInt16LE(place + 8);
      const method = directory.readUInt16LE(place + 10);
      const lengths = [28, 30, 32].map((from) => directory.readUInt16LE(place + from));
      const [nameBytes = 0, extraBytes = 0, commentBytes = 0] = lengths;
      const next = place + centralBytes + nameBytes + extraBytes + commentBytes;
      if (next > size) throw refuse("its directory ends before its records do");
      const name = directory.toString("utf8", place + centralBytes, place + centralBytes + nameBytes);
      const extra = directory.subarray(place + centralBytes + nameBytes, next - commentBytes);
      const { byteLength, packed, local } = sizesOf(directory, place, extra, refuse);
      if ((flags & 1) === 1) throw refuse("it is encrypted");
      if (method !== 0 && method !== 8) throw refuse("its records are packed in a way that is not read");
      if (method === 0 && packed !== byteLength) throw refuse("a record has two sizes");
      if (records.has(name)) throw refuse("two of its records have one name");
      const header = at(local, localBytes);
      if (header.readUInt32LE(0) !== localSignature)
        throw refuse("a record does not stand where its directory says");
      const offset = local + localBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
      if (offset + packed > start) throw refuse("a record does not end before its directory begins");
      records.set(name, { name, offset, byteLength, packedBytes: packed, isPacked: method === 8 });
      place = next;
    }
    return withoutOverlaps(records, refuse);
  } finally {
    closeSync(fd);
  }
}

type ReadAt = (offset: number, length: number) => Buffer;
type Refuse = (reason: string) => Error;

function findDirectory(file: ModelFile, at: ReadAt): { start: number; size: number; count: number } {
  const refuse = (reason: string) => invalidFile(file.label, reason);
  if (file.byteLength < endBytes) throw refuse("it is too short for a zip archive");
  // PyTorch writes no comment behind it.
  const endAt = file.byteLength - endBytes;
  const end = at(endAt, endBytes);
  if (end.readUInt32LE(0) !== endSignature)
    throw refuse("it is a zip archive that is cut off or has something behind it");
  const small = { start: end.readUInt32LE(16), size: end.readUInt32LE(12), count: end.readUInt16LE(10) };
  if (small.start !== most32 && small.size !== most32 && small.count !== 0xffff)
    return inside(small, endAt, refuse);
  if (endAt < locatorBytes + end64Bytes) throw refuse("its directory is missing");
  const locator = at(endAt - locatorBytes, locatorBytes);
  if (locator.readUInt32LE(0) !== locatorSignature) throw refuse("its directory is missing");
  const end64At = whole(locator.readBigUInt64LE(8), refuse);
  if (end64At + end64Bytes > endAt) throw refuse("its directory is missing");
  const end64 = at(end64At, end64Bytes);
  if (end64.readUInt32LE(0) !== end64Signature) throw refuse("its directory is missing");
  const [count, size, start] = [32, 40, 48].map((from) => whole(end64.readBigUInt64LE(from), refuse));
  return inside({ start: start ?? 0, size: size ?? 0, count: count ?? 0 }, end64At, refuse);
}

function inside<T extends { start: number; size: number }>(directory: T, end: number, refuse: Refuse): T {
  if (directory.start + directory.size > end) throw refuse("its directory does not lie in it");
  return directory;
}

/** Sizes and place of a record, which stand in an extra field where 32 bits are too few (APPNOTE 4.5.3). */
function sizesOf(directory: Buffer, place: number, extra: Buffer, refuse: Refuse) {
  const found = {
    byteLength: directory.readUInt32LE(place + 24),
    packed: directory.readUInt32LE(place + 20),
    local: directory.readUInt32LE(place + 42),
  };
  const large = (["byteLength", "packed", "local"] as const).filter((name) => found[name] === most32);
  if (large.length === 0) return found;
  for (let from = 0; from + 4 <= extra.length; ) {
    const [id, length] = [extra.readUInt16LE(from), extra.readUInt16LE(from + 2)];
    if (id === 1 && length >= 8 * large.length && from + 4 + length <= extra.length) {
      for (const [i, name] of large.entries())
        found[name] = whole(extra.readBigUInt64LE(from + 4 + 8 * i), refuse);
      return found;
    }
    from += 4 + length;
  }
  throw refuse("the size of a record is missing");
}

function whole(value: bigint, refuse: Refuse): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw refuse("it names a place beyond any file");
  return Number(value);
}

function withoutOverlaps(records: Map<string, ZipRecord>, refuse: Refuse): Map<string, ZipRecord> {
  let end = 0;
  for (const { offset, packedBytes } of [...records.values()].toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw refuse("its records overlap");
    end = offset + packedBytes;
  }
  return records;
}

function readExactly(fd: number, offset: number, length: number, file: ModelFile): Buffer {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const got = readSync(fd, bytes, done, length - done, offset + done);
    if (got === 0) throw invalidFile(file.label, `it ends at byte ${offset + done}, before its data does`);
    done += got;
  }
  return bytes;
}
