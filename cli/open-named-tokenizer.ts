import { readModel } from "@/lib/engine/architectures/read-model";
import { openTokenizer } from "@/lib/engine/tokens/tokenizer";
import { readManifestOf } from "@/lib/engine/weights/manifest";
import { openModelFolder, resolveModelFile } from "@/lib/engine/weights/model-folder";
import type { FamilyTokenizer } from "@/lib/family-format/check-family";
import { modelFolder } from "./open-named-model";

/** A model's tokenizer, by its name under MODELS_DIR or the path of its folder; no session is opened on its weights. */
export function openNamedTokenizer(nameOrPath: string): FamilyTokenizer {
  const folder = openModelFolder(modelFolder(nameOrPath));
  const manifest = readManifestOf(folder);
  const { config } = readModel(folder, manifest);
  const { encode, tokenOf } = openTokenizer(resolveModelFile(folder, manifest.files.tokenizer), config);
  return { encode, tokenOf, contextLength: config.contextLength };
}
