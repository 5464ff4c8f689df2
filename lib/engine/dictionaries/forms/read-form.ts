import { z } from "zod";
import { invalidFile } from "../../errors";
import type { ModelFile } from "../../weights/model-folder";
import { readJsonFile } from "../../weights/strict-json";
import { withPlaceOf } from "../sae-config";
import { readDictionaryLearning } from "./dictionary-learning";
import type { FormFiles, ReadForm } from "./form";
import { readKissane } from "./kissane";
import { readSaeLens } from "./sae-lens";
import { readScope } from "./scope";
import { readSparsify } from "./sparsify";

const anyObject = z.looseObject({});

/** Reads what the files of a dictionary say, in whichever of the known forms they are: told by their keys and tensors. */
export function readForm(files: FormFiles): ReadForm {
  const { configFile, weights } = files;
  if (!configFile) return readScope(files);
  const keys = readJsonFile(configFile, anyObject, 1_000_000);
  const has = (...names: string[]) => names.every((name) => weights.tensors.has(name));
  const placed = (form: ReadForm) => ({ ...form, config: withPlaceOf(configFile, form.config) });
  if ("act_name" in keys && "dict_size" in keys) return placed(readKissane(configFile));
  if ("trainer" in keys) return placed(readDictionaryLearning(configFile, files));
  if (has("encoder.weight", "W_dec")) return placed(readSparsify(configFile, files));
  if (has("encoder.weight") && !("d_sae" in keys)) throw unknownForm(configFile);
  return readSaeLens(configFile, files);
}

function unknownForm(file: ModelFile): Error {
  return invalidFile(
    file.label,
    "it is of no form that is known here: cfg.json of SAELens (d_in, d_sae) or of sparsify, config.json of dictionary_learning (trainer), or X_cfg.json beside X.pt (act_name, dict_size)",
  );
}
