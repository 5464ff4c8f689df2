/** A piece of a file: a line, or as much of a long text as is read at once. */
export interface BytePiece {
  bytes: Buffer;
  /** True for a line longer than is read: of it there are no bytes. */
  isTooLong: boolean;
}

const newline = 0x0a;

/** Lines, without what ends them. A longer one than `maxBytes` is told and not held, however long it is. */
export async function* splitLines(
  source: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<BytePiece> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  const hold = (bytes: Buffer) => {
    isTooLong ||= heldBytes + bytes.length > maxBytes;
    if (isTooLong) held = [];
    else held.push(bytes);
    heldBytes += bytes.length;
  };
  const take = (): BytePiece => {
    const piece = { bytes: Buffer.concat(held), isTooLong };
    held = [];
    heldBytes = 0;
    isTooLong = false;
    return piece;
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (heldBytes > 0) yield take();
}

const spaces = new Set([0x09, 0x0a, 0x0d, 0x20]);

/** A text in pieces of at most `maxBytes`, cut behind the last space of each, or between two characters where it has none. */
export async function* splitText(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<BytePiece> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length > maxBytes) {
      const end = cutAt(rest, maxBytes);
      yield { bytes: rest.subarray(0, end), isTooLong: false };
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) yield { bytes: rest, isTooLong: false };
}

function cutAt(bytes: Buffer, maxBytes: number): number {
  // Not far before: one long word does not make many small pieces.
  for (let end = maxBytes; end > maxBytes / 2; end--) if (spaces.has(bytes[end - 1] ?? 0)) return end;
  // A character's bytes after its first begin with the bits 10 (RFC 3629).
  for (let end = maxBytes; end > maxBytes - 4; end--) if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return end;
  return maxBytes;
}
