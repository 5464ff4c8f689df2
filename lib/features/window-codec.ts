/** Ids below this take two bytes. */
const shortIds = 65_536;

/** A window's token ids as they are stored, little-endian: two bytes each where the vocabulary allows, else four. */
export function packWindow(tokenIds: readonly number[], vocabularySize: number): Uint8Array<ArrayBuffer> {
  const isShort = vocabularySize <= shortIds;
  const packed = new Uint8Array(tokenIds.length * (isShort ? 2 : 4));
  const view = new DataView(packed.buffer);
  for (const [i, id] of tokenIds.entries()) {
    if (isShort) view.setUint16(2 * i, id, true);
    else view.setUint32(4 * i, id, true);
  }
  return packed;
}

/** The token ids of a window, in as many bytes as they are stored in. */
export function readWindow(packed: Uint8Array, vocabularySize: number): Uint16Array | Uint32Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const isShort = vocabularySize <= shortIds;
  const size = isShort ? 2 : 4;
  if (packed.byteLength % size !== 0) throw new Error("What is stored is no window of a corpus.");
  const count = packed.byteLength / size;
  const ids = isShort ? new Uint16Array(count) : new Uint32Array(count);
  for (let i = 0; i < count; i++)
    ids[i] = isShort ? view.getUint16(2 * i, true) : view.getUint32(4 * i, true);
  return ids;
}

export function unpackWindow(packed: Uint8Array, vocabularySize: number): number[] {
  return Array.from(readWindow(packed, vocabularySize));
}
