import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { runAllowance, workAllowance } from "@/lib/limits/allowances";
import { getAllowance, type Meter, perDay } from "@/lib/limits/daily-allowance";
import { findModels } from "@/lib/models/get-model";
import type { TokenCountView } from "@/lib/runs/view";
import type { DictionaryChoiceProps } from "./dictionary-choice";
import type { OfferedAllowance, PromptFormProps } from "./prompt-form";
import { submitPrompt } from "./submit-prompt";

export interface PromptBoxProps {
  text: string;
  /** Whether it is taken as it is written; where this is true the form asks for it. */
  asWritten?: boolean;
  /** How many tokens that text has, where it is known to have too many. */
  count?: TokenCountView;
  /** The model chosen at first; the first one of the installation where it is not given. */
  modelName?: string;
  label: string;
  heading: "h1" | "h2";
  /** Under which name what is typed here is kept in the browser. */
  keptAs: string;
  /** How many lines the field has at first. */
  rows?: number;
  /** The dictionary sets chosen at first, of the model chosen at first; each kind's first where it is not given. */
  chosen?: DictionaryChoiceProps["chosen"];
}

/** What the prompt form needs to know: the models, and what the reader may still ask for. */
export async function loadPromptForm({ modelName, ...rest }: PromptBoxProps): Promise<PromptFormProps> {
  const viewer = await getViewer();
  const [{ items: models }, allowance, work] = await Promise.all([
    findModels(),
    offered(runAllowance(), viewer),
    offered(workAllowance(), viewer),
  ]);
  return {
    ...rest,
    models: models.map(({ name, displayName, contextLength, dictionarySets }) => ({
      ...{ name, displayName, contextLength },
      sets: dictionarySets.map((set) => ({ kind: set.kind, name: set.name, displayName: set.displayName })),
    })),
    modelName: modelName ?? models[0]?.name ?? "",
    allowance,
    work,
    submit: submitPrompt,
  };
}

/** How much of it guests have left would make another page for each of them, and whoever has nothing left is told. */
async function offered(meter: Meter, viewer: Viewer): Promise<OfferedAllowance> {
  return viewer.kind === "guest"
    ? { perDay: perDay(meter, viewer), left: null }
    : getAllowance(meter, viewer);
}
