import { Explain } from "./explain";

/** How a name stands: made by rule, or what people have of it. */
export type NameState = "rule" | "unlabelled" | "proposed" | "contested" | "supported";

const words: Readonly<Record<NameState, string>> = {
  rule: "made by rule",
  unlabelled: "unlabelled",
  proposed: "proposed",
  contested: "contested",
  supported: "supported",
};

const meanings: Readonly<Record<NameState, string>> = {
  rule: "Nobody has named this feature yet. The name is made by a fixed rule from what was measured.",
  unlabelled: "Nobody has proposed a label yet.",
  proposed: "Somebody proposed this label. No blind check has shown yet whether it holds.",
  contested: "People disagree about this label, or about which of several is better.",
  supported:
    "People who did not know which answer the label expects could tell by it where the feature fires.",
};

/** The mark alone, beside a name in a list; nothing beside one made by rule, which is most. */
export function NameMark({ state }: { state: NameState | null }) {
  if (state === null || state === "rule") return null;
  return (
    <span className="label-state" data-state={state} title={`${words[state]}: ${meanings[state]}`}>
      <span className="sr-only">{words[state]}</span>
    </span>
  );
}

interface LabelStateProps {
  state: NameState;
  /** Why it is in this state, here. */
  reason?: string;
}

/** The state of a label, as a mark and a word. */
export function LabelState({ state, reason }: LabelStateProps) {
  return (
    <Explain explanation={reason ? `${meanings[state]} ${reason}` : meanings[state]}>
      <span className="label-state" data-state={state}>
        {words[state]}
      </span>
    </Explain>
  );
}
