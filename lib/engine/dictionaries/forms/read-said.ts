import { readTensors } from "../../pytorch/read-tensors";
import { openModelFolder } from "../../weights/model-folder";
import type { SaeConfig } from "../sae-config";
import { findFiles } from "./found-files";
import { readForm } from "./read-form";

/**
 * What the files of a dictionary say of it, in a folder of its own and before it has a place in a model; `folderName` is the
 * name of the folder that its trainer wrote, by which some say their place. Throws `EngineError`.
 */
export function readSaid(dir: string, folderName: string): SaeConfig {
  const found = findFiles(openModelFolder(dir), { folder: "." });
  const weights = readTensors(found.weightsFile);
  return readForm({ ...found, weights, folderName, kind: "resid", layer: 0 }).config;
}
