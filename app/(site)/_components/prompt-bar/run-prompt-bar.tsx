import type { Viewer } from "@/lib/auth/viewer-type";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { RunView } from "@/lib/runs/view";
import { submitPrompt } from "../prompt/submit-prompt";
import { latestOf } from "./latest-of";
import { PromptBar } from "./prompt-bar";

/** The text of a run, to change and to run again, read with the same dictionaries. */
export async function RunPromptBar({ run, viewer }: { run: RunView; viewer: Viewer }) {
  const { id, text, model, tokens, kinds } = run;
  const sets = Object.fromEntries(
    dictionaryKinds.map((kind) => [kind, kinds.find((each) => each.kind === kind)?.set.name ?? null]),
  );
  return (
    <PromptBar
      key={id}
      text={text}
      tokens={tokens.length > 0 ? tokens.length - 1 : null}
      model={{ name: model.name, contextLength: model.contextLength }}
      purpose={{ does: "run", runId: id, sets }}
      latest={await latestOf(viewer, model.name)}
      submit={submitPrompt}
    />
  );
}
