import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";

interface Stating {
  kind: DictionaryKind;
  /** Steps of processing the model that the dictionary's file does not state. */
  unstated: readonly string[];
}

/** Why the numbers of some dictionaries may be wrong, a sentence or two a kind; none where their files state all. */
export function unstatedWords(dictionaries: readonly Stating[]): string[] {
  return dictionaryKinds.flatMap((kind) => {
    const steps = new Set(dictionaries.flatMap((each) => (each.kind === kind ? each.unstated : [])));
    if (steps.size === 0) return [];
    const taken = [...steps].map((step) =>
      step === "fold_ln"
        ? `fold_ln as ${kind === "mlp" ? "done" : "not done"}`
        : `${step} as the model's manifest has it`,
    );
    return [
      `The files of this model's ${kind} dictionaries do not state how the model was processed in their training. ` +
        `Taken: ${taken.join(", ")}. If that is wrong, so are their features.`,
    ];
  });
}
