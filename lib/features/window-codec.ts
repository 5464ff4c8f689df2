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

export function unpackWindow(packed: Uint8Array, vocabularySize: number): number[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const isShort = vocabularySize <= shortIds;
  const size = isShort ? 2 : 4;
  if (packed.byteLength % size !== 0) throw new Error("What is stored is no window of a corpus.");
  return Array.from({ length: packed.byteLength / size }, (_, i) =>
    isShort ? view.getUint16(2 * i, true) : view.getUint32(4 * i, true),
  );
}
