import { dictionaryWords } from "@/lib/circuit-format/kind-words";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { fieldOf, withoutKind } from "./chosen-sets";

export interface OfferedSet {
  kind: DictionaryKind;
  name: string;
  displayName: string;
}

export interface DictionaryChoiceProps {
  /** A model's, the one read by default first of its kind. */
  sets: OfferedSet[];
  /** What is chosen at first; the first of each kind where it is not given. */
  chosen?: Pick<OfferedSet, "kind" | "name">[] | undefined;
}

/** Which dictionary set a text is read with, for each kind of which a model has several. */
export function DictionaryChoice({ sets, chosen }: DictionaryChoiceProps) {
  const several = dictionaryKinds.filter((kind) => sets.filter((set) => set.kind === kind).length > 1);
  return several.map((kind) => {
    const ofKind = sets.filter((set) => set.kind === kind);
    const first = chosen
      ? (chosen.find((set) => set.kind === kind)?.name ?? withoutKind)
      : (ofKind[0]?.name ?? withoutKind);
    return (
      <select
        key={kind}
        className="input"
        name={fieldOf(kind)}
        aria-label={`Which ${dictionaryWords[kind]}`}
        defaultValue={first}
      >
        {ofKind.map(({ name, displayName }) => (
          <option key={name} value={name}>
            {displayName}
          </option>
        ))}
        <option value={withoutKind}>No {dictionaryWords[kind]}</option>
      </select>
    );
  });
}
