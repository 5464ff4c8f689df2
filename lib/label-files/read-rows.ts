import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { AppError } from "@/lib/errors";
import { HeavyJson, weighJson } from "@/lib/json/weigh-json";
import { type FileRow, readFileRow } from "./file-row";

export type { FileRow } from "./file-row";

/** A row of Neuronpedia's has its text and an embedding of some hundred numbers; one of ours all that it said before. */
const maxLineBytes = 4 * 1024 * 1024;
const jsonLimits = {
  ...{ maxDepth: 8, maxContainers: 20_000, maxValues: 200_000, maxKeys: 100, maxStringBytes: 100_000 },
};
/** Of a file, unpacked: a hundred times the explanations of the largest dictionary there is. */
const maxFileBytes = 1_000_000_000;

/** A line of a file: what it says, or why it cannot be read. */
export type ReadLine = { line: number } & ({ row: FileRow } | { fault: string });

/**
 * The lines of a file of labels, one held at a time: of Neuronpedia's export or of our own. Throws "too-large" where a line or the
 * whole goes on and on, packed or not.
 */
export async function* readRows(file: Readable): AsyncGenerator<ReadLine> {
  let [bytes, inLine] = [0, 0];
  const pieces = async function* () {
    try {
      yield* file;
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new AppError("unprocessable", `The file cannot be read: ${cause.message}.`, {}, { cause });
    }
  };
  const bounded = async function* () {
    for await (const piece of pieces()) {
      const buffer: Buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
      bytes += buffer.length;
      if (bytes > maxFileBytes) throw new AppError("too-large", "Unpacked, the file is larger than 1 GB.");
      const end = buffer.lastIndexOf(10);
      inLine = end < 0 ? inLine + buffer.length : buffer.length - end - 1;
      if (inLine > maxLineBytes)
        throw new AppError("too-large", "The file has a line of more than 4 MB. It is no export of labels.");
      yield buffer;
    }
  };
  const input = Readable.from(bounded());
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  // What goes wrong while it is read comes to whoever reads the lines.
  let failed: unknown;
  input.on("error", (error) => {
    failed = error;
    lines.close();
  });
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() !== "") yield { line, ...readLine(line === 1 ? text.replace(/^\ufeff/, "") : text) };
  }
  if (failed) throw failed;
}

function readLine(text: string): { row: FileRow } | { fault: string } {
  try {
    weighJson(Buffer.from(text), jsonLimits);
    return readFileRow(JSON.parse(text));
  } catch (error) {
    if (error instanceof HeavyJson) return { fault: error.message };
    if (error instanceof SyntaxError) return { fault: "no JSON" };
    throw error;
  }
}
