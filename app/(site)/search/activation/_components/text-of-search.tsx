import { findModels } from "@/lib/models/get-model";
import type { RunView } from "@/lib/runs/view";
import { submitText } from "./submit-text";
import { TextBox } from "./text-box";

/** The box for a text, with the models that could read it. */
export async function TextOfSearch({ run }: { run: RunView | null }) {
  const { items } = await findModels();
  const models = items.map(({ name, displayName, contextLength, dictionarySets }) => ({
    ...{ name, displayName, contextLength },
    sets: dictionarySets.map((set) => ({ kind: set.kind, name: set.name, displayName: set.displayName })),
  }));
  return (
    <TextBox
      key={run?.id}
      text={run?.text ?? ""}
      runId={run?.id ?? ""}
      models={models}
      modelName={run?.model.name ?? models[0]?.name ?? ""}
      submit={submitText}
    />
  );
}
