import { z } from "zod";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { AppError } from "@/lib/errors";

const setName = z.string().min(1).max(64).nullable();

/** Which dictionary set of a kind to read with, by name: null for none, left out for the model's first. */
export const chosenSetsSchema = z.strictObject({
  attn: setName.optional(),
  mlp: setName.optional(),
  resid: setName.optional(),
} satisfies Record<DictionaryKind, unknown>);
export type ChosenSets = z.infer<typeof chosenSetsSchema>;

interface NamedSet {
  kind: DictionaryKind;
  name: string;
}

/** The sets chosen of a model's, which come in the manifest's order: at most one a kind. Throws "not-found". */
export function chooseSets<S extends NamedSet>(sets: readonly S[], chosen: ChosenSets): S[] {
  return dictionaryKinds.flatMap((kind) => {
    const name = chosen[kind];
    if (name === null) return [];
    const ofKind = sets.filter((set) => set.kind === kind);
    if (name === undefined) return ofKind.slice(0, 1);
    const found = ofKind.find((set) => set.name === name);
    if (found) return [found];
    const names = ofKind.map((set) => set.name).join(", ");
    const message = `There is no ${kind} dictionary set ${name}. ${names ? `There is ${names}.` : "This model has none of that kind."}`;
    throw new AppError("not-found", message, { fields: { [`sets.${kind}`]: message } });
  });
}
