import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { storableText, toStorable } from "@/lib/db/storable-text";
import { setSegment } from "@/lib/features/feature-address";
import { type LabelEvidence, labelEvidence, labelSide } from "@/lib/labels/label-schemas";
import type { LabelSide } from "@/lib/labels/label-words";

/** A line of a file of labels, of whichever shape, as it is taken. */
export interface FileRow {
  /** As the file says it: model, layer and set. */
  source: string;
  /** Of the dictionary, where the file has it. */
  checksum: string | null;
  index: number;
  side: LabelSide;
  description: string;
  /** What its author gave as its reason, Markdown; empty where the file has none. */
  rationale: string;
  program: string | null;
  evidence: LabelEvidence;
  /** The handle of its author at another site like this one. */
  author: string | null;
  /** The model that wrote it, how, and the row's own name, as Neuronpedia tells them. */
  explainedBy: string | null;
  method: string | null;
  id: string | null;
}

const name = z.string().max(200).transform(toStorable);
const index = z.number().int().min(0).max(999_999_999);
const description = z.string().max(20_000);
const nothingPinned: LabelEvidence = { examples: [], circuits: [] };

const notesSchema = z.object({
  format: z.literal("circuit-commons/label-notes@1"),
  side: labelSide,
  dictionaryChecksum: storableText.max(200),
  author: z.string().max(100).transform(toStorable).nullable(),
});

/** Of Neuronpedia's row what is read here; `notes` has what our own export says besides. */
const neuronpediaSchema = z
  .object({
    id: name.nullish(),
    modelId: name,
    layer: name,
    index: z.union([z.string().regex(/^\d{1,9}$/), index]).transform(Number),
    description,
    typeName: name.nullish(),
    explanationModelName: name.nullish(),
    notes: z.string().max(4_000).nullish(),
  })
  .transform(({ modelId, layer, notes, ...row }): FileRow => {
    const ours = notes ? readNotes(notes) : null;
    return {
      ...{ source: `${modelId}/${layer}`, checksum: ours?.dictionaryChecksum ?? null, index: row.index },
      ...{ side: ours?.side ?? "input", description: row.description, rationale: "", program: null },
      ...{ evidence: nothingPinned, author: ours?.author ?? null, id: row.id ?? null },
      ...{ explainedBy: row.explanationModelName ?? null, method: row.typeName ?? null },
    };
  });

/** Notes of others say nothing here. */
function readNotes(text: string): z.output<typeof notesSchema> | null {
  try {
    return notesSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** A line of our own file (./own-row.ts), of which what this site counts itself is not read. */
const ownSchema = z
  .object({
    format: z.literal("circuit-commons/label@1"),
    id: z.uuid(),
    feature: z.object({
      model: name,
      kind: z.enum(dictionaryKinds),
      set: name,
      layer: z.number().int().min(0).max(10_000),
      dictionaryChecksum: storableText.max(200),
      index,
    }),
    side: labelSide,
    text: description,
    rationale: z.string().max(20_000).transform(toStorable).default(""),
    program: z.string().max(20_000).nullish(),
    author: z.object({ handle: z.string().max(100).transform(toStorable) }).nullish(),
    evidence: labelEvidence.default(nothingPinned),
  })
  .transform(({ feature, author, program, ...row }): FileRow => {
    const { model, layer, kind, set } = feature;
    return {
      source: `${model}/${layer}-${setSegment({ kind, set })}`,
      ...{ checksum: feature.dictionaryChecksum, index: feature.index, side: row.side },
      ...{
        description: row.text,
        rationale: row.rationale,
        program: program ?? null,
        evidence: row.evidence,
      },
      ...{ author: author?.handle ?? null, id: row.id, explainedBy: null, method: null },
    };
  });

const formatSchema = z.object({ format: z.string().max(100) });

/** What a line says, or where it is not what its shape has there. */
export function readFileRow(json: unknown): { row: FileRow } | { fault: string } {
  const isOurs = formatSchema.safeParse(json).data?.format.startsWith("circuit-commons/") === true;
  const read = (isOurs ? ownSchema : neuronpediaSchema).safeParse(json);
  if (read.success) return { row: read.data };
  const [issue] = read.error.issues;
  const whose = isOurs ? "a file of labels" : "Neuronpedia's export";
  return { fault: `${issue?.path.join(".") || "the line"}: not what ${whose} has there` };
}
