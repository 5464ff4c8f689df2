/**
 * GPT-2's byte-level alphabet: every byte has a printable character standing for it in vocabulary files
 * (openai/gpt-2, encoder.py, bytes_to_unicode). Printable Latin-1 stands for itself; the 68 others take
 * the characters from U+0100 on, in order.
 */
const byteOfCharacter = new Map<string, number>();
for (let byte = 0, next = 0x100; byte < 256; byte++) {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  byteOfCharacter.set(String.fromCharCode(printable ? byte : next++), byte);
}

/** The bytes a vocabulary entry stands for, or undefined where it is not written in that alphabet. */
export function bytesOfEntry(entry: string): Uint8Array | undefined {
  const bytes = new Uint8Array(entry.length);
  for (let i = 0; i < entry.length; i++) {
    const byte = byteOfCharacter.get(entry.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
