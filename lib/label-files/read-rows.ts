import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { z } from "zod";
import { toStorable } from "@/lib/db/storable-text";
import { AppError } from "@/lib/errors";
import { HeavyJson, weighJson } from "@/lib/json/weigh-json";
import { labelSide } from "@/lib/labels/label-schemas";

/** A row has its text and an embedding of some hundred numbers. */
const maxLineBytes = 256 * 1024;
const jsonLimits = {
  ...{ maxDepth: 8, maxContainers: 200, maxValues: 20_000, maxKeys: 100, maxStringBytes: 100_000 },
};
/** Of a file, unpacked: a hundred times the explanations of the largest dictionary there is. */
const maxFileBytes = 1_000_000_000;

const name = z.string().max(200).transform(toStorable);

/** Of Neuronpedia's row what is read here; `notes` has what our own export says besides. */
const rowSchema = z.object({
  id: name.nullish(),
  modelId: name,
  layer: name,
  index: z.union([z.string().regex(/^\d{1,9}$/), z.number().int().min(0).max(999_999_999)]).transform(Number),
  description: z.string().max(20_000),
  typeName: name.nullish(),
  explanationModelName: name.nullish(),
  notes: z.string().max(4_000).nullish(),
});
export type ExplanationRow = Omit<z.output<typeof rowSchema>, "notes"> & { notes: LabelNotes | null };

const notesSchema = z.object({
  format: z.literal("circuit-commons/label-notes@1"),
  side: labelSide,
  dictionaryChecksum: z.string().max(200),
  author: z.string().max(100).nullable(),
});
export type LabelNotes = z.output<typeof notesSchema>;

/** A line of a file: what it says, or why it cannot be read. */
export type ReadLine = { line: number } & ({ row: ExplanationRow } | { fault: string });

/**
 * The lines of an export of explanations, one held at a time. Throws "too-large" where a line or the whole goes on and on, packed or not.
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
        throw new AppError(
          "too-large",
          "The file has a line of more than 256 kB. It is no export of labels.",
        );
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

function readLine(text: string): { row: ExplanationRow } | { fault: string } {
  try {
    weighJson(Buffer.from(text), jsonLimits);
    const { notes, ...row } = rowSchema.parse(JSON.parse(text));
    return { row: { ...row, notes: notes ? readNotes(notes) : null } };
  } catch (error) {
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      return { fault: `${issue?.path.join(".") || "the line"}: not what Neuronpedia's export has there` };
    }
    if (error instanceof HeavyJson) return { fault: error.message };
    if (error instanceof SyntaxError) return { fault: "no JSON" };
    throw error;
  }
}

/** Notes of others say nothing here. */
function readNotes(text: string): LabelNotes | null {
  try {
    return notesSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
