import type { Viewer } from "@/lib/auth/viewer-type";
import { countTokens } from "@/lib/runs/count-tokens";
import type { RunView } from "@/lib/runs/view";
import { setsOfRun } from "../prompt/chosen-sets";
import { submitPrompt } from "../prompt/submit-prompt";
import { latestOf } from "./latest-of";
import { PromptBar } from "./prompt-bar";

/** The text of a run, to change and to run again, read with the same dictionaries. */
export async function RunPromptBar({ run, viewer }: { run: RunView; viewer: Viewer }) {
  const { id, text, asWritten, model, tokens, kinds } = run;
  const withoutFirst = tokens.length > 0 ? tokens.length - 1 : null;
  return (
    <PromptBar
      key={id}
      text={text}
      tokens={asWritten ? (await countTokens(run)).tokens : withoutFirst}
      model={{ name: model.name, contextLength: model.contextLength }}
      purpose={{ does: "run", runId: id, asWritten, sets: setsOfRun(kinds) }}
      latest={await latestOf(viewer, model.name)}
      submit={submitPrompt}
    />
  );
}
