import { createHash } from "node:crypto";
import { z } from "zod";
import { HeavyJson, weighJson } from "@/lib/json/weigh-json";
import { decodeWhole } from "@/lib/tokens/utf8";
import { type CorpusFile, listCorpusFiles, readBytes, unpackedName } from "./corpus-files";
import { type BytePiece, splitLines, splitText } from "./split-bytes";

/** What is not read of a corpus, and how many documents of it. */
export const leftOutSchema = z.object({
  /** No text, or white space alone. */
  empty: z.int(),
  /** Bytes that are no UTF-8. */
  brokenText: z.int(),
  /** Lines longer than `maxLineBytes`. */
  tooLong: z.int(),
  /** Lines that are no JSON object with a `text`. */
  noText: z.int(),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

export function nothingLeftOut(): LeftOut {
  return { empty: 0, brokenText: 0, tooLong: 0, noText: 0 };
}

/** A line of JSON is at most this long: a book of two million words. Longer ones are left out. */
export const maxLineBytes = 16 * 1024 * 1024;
/** A text is read in documents of at most so many bytes. */
export const maxDocumentBytes = 64 * 1024;

const lineSchema = z.object({ text: z.string() });
const lineLimits = {
  ...{ maxDepth: 32, maxContainers: 10_000, maxValues: 100_000, maxKeys: 10_000 },
  maxStringBytes: maxLineBytes,
};

export interface CorpusDocument {
  /** Its place in the corpus, what is left out counted too. */
  ordinal: number;
  text: string;
}

/**
 * The documents of a corpus whose ordinals are `mine`, in order: lines of JSON with a `text`, or text files, long ones in
 * pieces. What is mine and cannot be read is counted in `leftOut`. Memory does not grow with the corpus.
 */
export async function* readCorpus(
  corpus: string,
  mine: (ordinal: number) => boolean,
  leftOut: LeftOut,
): AsyncGenerator<CorpusDocument> {
  let ordinal = 0;
  for (const file of listCorpusFiles(corpus))
    for await (const piece of piecesOf(file)) {
      const own = ordinal++;
      if (!mine(own)) continue;
      for (const text of textsOf(file, piece, leftOut)) yield { ordinal: own, text };
    }
}

function piecesOf(file: CorpusFile): AsyncGenerator<BytePiece> {
  const bytes = readBytes(file);
  return file.format === "lines" ? splitLines(bytes, maxLineBytes) : splitText(bytes, maxDocumentBytes);
}

function textsOf(file: CorpusFile, { bytes, isTooLong }: BytePiece, leftOut: LeftOut): string[] {
  const leave = (why: keyof LeftOut) => {
    leftOut[why] += 1;
    return [];
  };
  if (isTooLong) return leave("tooLong");
  const whole = decodeWhole(bytes);
  if (whole === null) return leave("brokenText");
  const read = withoutMark(whole);
  if (read.trim() === "") return leave("empty");
  const text = file.format === "lines" ? textOfLine(bytes, read) : read;
  if (text === null) return leave("noText");
  if (text.trim() === "") return leave("empty");
  return cutText(text);
}

/** Some programs begin a file with a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function textOfLine(bytes: Uint8Array, line: string): string | null {
  try {
    weighJson(bytes, lineLimits);
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data.text.toWellFormed() : null;
  } catch (error) {
    if (error instanceof HeavyJson || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Pieces of at most `maxDocumentBytes`, cut behind white space where there is some. */
function cutText(text: string): string[] {
  const maxCharacters = maxDocumentBytes / 4;
  if (Buffer.byteLength(text) <= maxDocumentBytes) return [text];
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = start + maxCharacters >= text.length ? text.length : cutBefore(text, start, maxCharacters);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function cutBefore(text: string, start: number, maxCharacters: number): number {
  const end = start + maxCharacters;
  for (let at = end; at > end - maxCharacters / 2; at--) if (/\s/.test(text[at - 1] ?? "")) return at;
  // Not between the two halves of one character.
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? "") ? end - 1 : end;
}

export interface CorpusMeasure {
  /** SHA-256 over the names and bytes of its files, packed ones unpacked. */
  checksum: string;
  bytes: number;
}

/** Reads a whole corpus once. Throws what `listCorpusFiles` and `readBytes` throw. */
export async function measureCorpus(corpus: string): Promise<CorpusMeasure> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const file of listCorpusFiles(corpus)) {
    let ofFile = 0;
    const own = createHash("sha256");
    for await (const piece of readBytes(file)) {
      own.update(piece);
      ofFile += piece.length;
    }
    // Each file's own hash and length, so that no two corpora are alike that are cut differently.
    hash.update(`${JSON.stringify(unpackedName(file))} ${ofFile} ${own.digest("hex")}\n`);
    bytes += ofFile;
  }
  return { checksum: hash.digest("hex"), bytes };
}
