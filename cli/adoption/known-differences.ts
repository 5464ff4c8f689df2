import { type ProcessingStep, processingSteps } from "@/lib/circuit-format/processing";
import { headsWidth, type ModelConfig } from "@/lib/engine/architectures/architecture";
import { readKissane } from "@/lib/engine/dictionaries/forms/kissane";
import type { KnownDictionary, KnownRelease } from "@/lib/engine/dictionaries/known-releases";
import { isSameModel } from "@/lib/engine/dictionaries/model-names";
import { readSaeConfig, type SaeConfig } from "@/lib/engine/dictionaries/sae-config";
import { sitesAt } from "@/lib/engine/dictionaries/sites";
import { printable } from "@/lib/engine/errors";
import type { ModelFile } from "@/lib/engine/weights/model-folder";

/** What a release is known for, as far as its small files may say otherwise. */
type Known = Pick<KnownRelease, "model" | "kind" | "form" | "processing">;

/** What is said of a size, and what is known of it. */
type Size = [name: string, said: number, known: number | undefined];

/** Reads the config of a dictionary of a release. Throws `EngineError`. */
export function readKnownConfig(file: ModelFile, form: KnownRelease["form"]): SaeConfig {
  return form === "weights-and-cfg" ? readKissane(file).config : readSaeConfig(file);
}

/**
 * What a dictionary's config says otherwise than its release is known for, a sentence each; `model` is the config of the model it is of, where it
 * was read. What the config does not say is no difference.
 */
export function differencesOf(
  label: string,
  config: SaeConfig,
  { model: modelName, kind, processing }: Known,
  { layer, dFeatures }: KnownDictionary,
  model: ModelConfig | undefined,
): string[] {
  const differs = (says: string, known: string) => printable(`${label} says ${says}, and ${known} is known`);
  const width = model && (kind === "attn" ? headsWidth(model) : model.dModel);
  const sizes: Size[] = [
    ["d_sae", config.dFeatures, dFeatures],
    ["d_in", config.dIn, width],
    // Unsaid it is as wide as what is read.
    ...(config.dOut === config.dIn ? [] : [["d_out", config.dOut, width] satisfies Size]),
  ];
  return [
    ...placeDifferences(label, config, { kind, layer }, differs),
    ...sizes.flatMap(([name, said, known]) =>
      known === undefined || said === known ? [] : [differs(`${name} ${said}`, String(known))],
    ),
    ...config.modelNames.flatMap((name) =>
      isSameModel(name, modelName) ? [] : [differs(`that it is of the model ${name}`, modelName)],
    ),
    ...processingSteps.flatMap((step: ProcessingStep) => {
      const said = config.stated[step];
      return said === undefined || said === processing[step]
        ? []
        : [differs(`${step} ${said}`, String(processing[step]))];
    }),
    ...(config.normalizeActivations === "none"
      ? []
      : [differs(`normalize_activations ${config.normalizeActivations}`, "no such thing")]),
    ...config.unsupportedOptions.map((option) =>
      printable(`${label} asks for ${option}, which is not supported`),
    ),
  ];
}

/** The sites and the layer that it says, in whatever words, beside those that are known. */
function placeDifferences(
  label: string,
  { hooksIn, hooksOut, layers }: SaeConfig,
  { kind, layer }: Pick<KnownRelease, "kind"> & Pick<KnownDictionary, "layer">,
  differs: (says: string, known: string) => string,
): string[] {
  const { hookIn, hookOut } = sitesAt(kind, layer, []);
  // What a layer puts out is what the next reads.
  const behind = `blocks.${layer - 1}.hook_resid_post`;
  const isSite = (hook: string, site: string) => hook === site || (kind === "resid" && hook === behind);
  const layerSaid = hooksIn.includes(behind) ? layer - 1 : layer;
  return [
    ...(hooksIn.length === 0 ? [`${label} does not say which site the dictionary reads`] : []),
    ...hooksIn.flatMap((hook) => (isSite(hook, hookIn) ? [] : [differs(`that it reads ${hook}`, hookIn)])),
    ...hooksOut.flatMap((hook) =>
      isSite(hook, hookOut) ? [] : [differs(`that it writes ${hook}`, hookOut)],
    ),
    ...[...new Set(layers)].flatMap((said) =>
      said === layerSaid ? [] : [differs(`that it is of layer ${said}`, String(layerSaid))],
    ),
  ];
}
