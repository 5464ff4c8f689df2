import { z } from "zod";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { invalidFile } from "../errors";
import { type ModelFolder, resolveModelFile } from "./model-folder";
import { readJsonFile } from "./strict-json";

/** What is done to the checkpoint before use, under the names SAELens and TransformerLens give it. */
const processingSchema = z.strictObject({
  /** gamma and beta of each norm moved into what reads it; not done where it is left out. */
  fold_ln: z.boolean().optional(),
  /** b_V moved into b_O, so that hook_z carries no value bias; under `fold_ln`, beta1 W_V with it. */
  fold_value_biases: z.boolean(),
  /** Every matrix and bias that writes to the residual stream has its mean over D removed. */
  center_writing_weights: z.boolean(),
});
export type Processing = z.infer<typeof processingSchema>;

/** What the manifest states of the model that a set was trained on. What it leaves out it does not state. */
const statedProcessingSchema = processingSchema.partial();
export type StatedProcessing = z.infer<typeof statedProcessingSchema>;

const name = z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/, "must be a short lower-case name");
const relativePath = z.string().min(1).max(500);

const line = z
  .string()
  .max(300)
  .regex(/^\P{Cc}+$/u, "must be one line of text");
/** Where a dictionary set was published, as far as the operator says. */
const sourceSchema = z.strictObject({
  release: line.optional(),
  repository: line.optional(),
  file: line.optional(),
});

const dictionarySetSchema = z.strictObject({
  kind: z.enum(dictionaryKinds),
  name,
  displayName: z.string().min(1).max(100).optional(),
  licence: z.string().min(1).max(100).optional(),
  source: sourceSchema.optional(),
  processing: statedProcessingSchema.optional(),
  /** Why it is used for circuits though it was found not to fit its model. */
  insisted: line.optional(),
  dictionaries: z
    .array(
      // `file` names the one of weights where its folder has several.
      z.strictObject({ layer: z.number().int().min(0), folder: relativePath, file: relativePath.optional() }),
    )
    .min(1)
    .max(1_000),
});

/** A text to read the features of the dictionaries on: a file of lines or a text, packed or not. */
const corpusSchema = z.strictObject({
  path: relativePath,
  displayName: z.string().min(1).max(100),
  licence: z.string().min(1).max(200),
});

export const manifestFormat = "circuit-commons/model@1";

const manifestSchema = z.strictObject({
  format: z.literal(manifestFormat),
  name,
  displayName: z.string().min(1).max(100),
  description: z.string().max(2_000).default(""),
  /** The family, a name `architectures/architectures.ts` lists. */
  architecture: name,
  licence: z.string().min(1).max(100),
  /** Names by which the files of its dictionaries call it, as `model_name`. */
  knownAs: z.array(line).max(20).optional(),
  files: z.strictObject({ config: relativePath, weights: relativePath, tokenizer: relativePath }),
  processing: processingSchema,
  dictionarySets: z.array(dictionarySetSchema).max(100),
  corpus: corpusSchema.optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestSet = Manifest["dictionarySets"][number];

export const manifestFileName = "manifest.json";

/** Reads and checks `manifest.json` of a model folder (docs/formats.md). */
export function readManifestOf(folder: ModelFolder): Manifest {
  const file = resolveModelFile(folder, manifestFileName);
  const manifest = readJsonFile(file, manifestSchema, 1_000_000);
  const seen = new Set<string>();
  for (const set of manifest.dictionarySets) {
    const where = `dictionary set ${set.kind}/${set.name}`;
    if (seen.has(where)) throw invalidFile(file.label, `${where} stands twice`);
    seen.add(where);
    if (new Set(set.dictionaries.map(({ layer }) => layer)).size !== set.dictionaries.length) {
      throw invalidFile(file.label, `${where} names a layer twice`);
    }
  }
  return manifest;
}
