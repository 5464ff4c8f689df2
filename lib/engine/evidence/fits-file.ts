import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type SetFit, setFitSchema } from "@/lib/evidence-format/fit";
import { type ModelFolder, resolveModelFile } from "../weights/model-folder";
import { readJsonFile } from "../weights/strict-json";

/** Beside a model's manifest: how its sets were found to fit. No part of what the model computes. */
export const fitFileName = "fit.json";

const fitsSchema = z.object({
  format: z.literal("circuit-commons/fits@1"),
  sets: z.array(setFitSchema).max(100),
});
export type Fits = z.infer<typeof fitsSchema>;

/** Of 100 sets of 96 layers, each under four readings, with some 40 numbers. */
const limits = {
  ...{ maxDepth: 16, maxContainers: 1_000_000, maxValues: 3_000_000, maxKeys: 1_000_000 },
  maxStringBytes: 1_000,
};

/** What was measured of the sets of a model folder; empty where nobody did. Throws `EngineError` where the file is none. */
export function readFits(folder: ModelFolder): SetFit[] {
  if (!existsSync(path.join(folder.root, fitFileName))) return [];
  return readJsonFile(resolveModelFile(folder, fitFileName), fitsSchema, 100_000_000, limits).sets;
}
