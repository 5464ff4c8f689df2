import { createReadStream, type Dirent, existsSync, lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/errors";

/** One file of a corpus. */
export interface CorpusFile {
  /** Below the corpus, with forward slashes: what errors name. */
  name: string;
  path: string;
  /** A text a file, or a JSON object a line. */
  format: "text" | "lines";
  isPacked: boolean;
}

const endings: Readonly<Record<string, CorpusFile["format"]>> = { ".txt": "text", ".jsonl": "lines" };
const maxFiles = 100_000;

/**
 * The files of a corpus, by name: itself, or everything below a folder that ends in .txt or .jsonl, with .gz behind it or
 * not. Links are not followed. Throws "not-found" and "unprocessable".
 */
export function listCorpusFiles(corpus: string): CorpusFile[] {
  if (!existsSync(corpus)) throw new AppError("not-found", "There is no such file or folder.");
  const files = lstatSync(corpus).isDirectory()
    ? filesBelow(corpus, "")
    : [corpusFile(path.dirname(corpus), path.basename(corpus))];
  const read = files.filter((file) => file !== null);
  if (read.length === 0)
    throw new AppError(
      "unprocessable",
      "There is no text here: a corpus is a file, or a folder of files, ending in .txt, .jsonl, .txt.gz or .jsonl.gz.",
    );
  if (read.length > maxFiles)
    throw new AppError(
      "unprocessable",
      `A corpus has at most ${maxFiles} files. Join some into one .jsonl, a line for each.`,
    );
  return read.sort((a, b) => Buffer.compare(Buffer.from(unpackedName(a)), Buffer.from(unpackedName(b))));
}

/** A file's name without .gz: packed or not, it is the same text. */
export function unpackedName({ name, isPacked }: CorpusFile): string {
  return isPacked ? name.slice(0, -".gz".length) : name;
}

function filesBelow(folder: string, below: string): (CorpusFile | null)[] {
  const entries: Dirent[] = readdirSync(path.join(folder, below), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const name = path.posix.join(below, entry.name);
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return filesBelow(folder, name);
    return entry.isFile() ? [corpusFile(folder, name)] : [];
  });
}

function corpusFile(folder: string, name: string): CorpusFile | null {
  const isPacked = name.endsWith(".gz");
  const format = endings[path.extname(isPacked ? name.slice(0, -".gz".length) : name)];
  return format ? { name, path: path.join(folder, name), format, isPacked } : null;
}

/** A file's bytes, unpacked, as they are read. Throws "unprocessable" for what cannot be unpacked. */
export async function* readBytes(file: CorpusFile): AsyncGenerator<Buffer> {
  const source = createReadStream(file.path, { highWaterMark: 256 * 1024 });
  const bytes = file.isPacked ? source.pipe(createGunzip()) : source;
  // An error of the file itself does not go on through a pipe.
  source.on("error", (error) => bytes.destroy(error));
  try {
    for await (const piece of bytes) yield piece;
  } catch (error) {
    if (!file.isPacked) throw error;
    throw new AppError("unprocessable", `${file.name} cannot be unpacked: it is no whole gzip file.`);
  } finally {
    source.destroy();
    bytes.destroy();
  }
}
