import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { ChosenSets } from "@/lib/models/choose-sets";
import type { RunView } from "@/lib/runs/view";

/** What stands in the field of a kind that is to be read without. */
export const withoutKind = "";

export function fieldOf(kind: DictionaryKind): string {
  return `set-${kind}`;
}

/** What a form chooses at first that asks again about a run. */
export function chosenAtFirst(kinds: RunView["kinds"]): { kind: DictionaryKind; name: string }[] {
  return kinds.map(({ kind, set }) => ({ kind, name: set.name }));
}

/** The dictionary sets that a run was read with, and none of a kind of which it had none. */
export function setsOfRun(kinds: RunView["kinds"]): ChosenSets {
  return Object.fromEntries(
    dictionaryKinds.map((kind) => [kind, kinds.find((each) => each.kind === kind)?.set.name ?? null]),
  );
}

/** The field that stands in a form whose text is taken as it is written, with no beginning-of-text token but its own. */
export const asWrittenField = "as-written";

export function isAsWritten(form: FormData): boolean {
  return form.get(asWrittenField) !== null;
}

/** The dictionary sets that a form chooses: only of the kinds for which it asks. */
export function chosenSetsOf(form: FormData): ChosenSets {
  return Object.fromEntries(
    dictionaryKinds.flatMap((kind) => {
      const value = form.get(fieldOf(kind));
      return typeof value === "string" ? [[kind, value === withoutKind ? null : value]] : [];
    }),
  );
}
