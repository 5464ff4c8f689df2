import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { judgementsQuery } from "@/app/_queries/judgements";
import { labelsQuery } from "@/app/_queries/labels";
import { Button } from "@/components/ui/button";
import type { QueuedFeatureView } from "@/lib/label-queue/view";
import type { FeatureLabels } from "@/lib/labels/view";
import { HandOfTexts } from "./hand-of-texts";
import { JudgeForm } from "./judge-form";
import { MarkForm } from "./mark-form";
import { QueueCard } from "./queue-card";
import { QueueJudgement } from "./queue-judgement";

/** What each key presses, of the buttons that the card has. */
const presses: Readonly<Record<string, string>> = {
  p: "propose-input",
  o: "propose-output",
  a: "agree",
  d: "disagree",
};

interface QueueStepProps {
  item: QueuedFeatureView;
  onNext: () => void;
}

/** One feature of the queue. A label that leads is checked blind before anything is shown that would tell what is right. */
export function QueueStep({ item: { visitId, feature, labelId, task }, onNext }: QueueStepProps) {
  const [isChecking, setChecking] = useState(labelId !== null);
  const [doing, setDoing] = useState<"skip" | "flag" | "judge" | null>(null);
  const [isFlagged, setFlagged] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const { data: labels } = useQuery({ ...labelsQuery(feature), enabled: !isChecking });
  const { data: judgements } = useQuery({ ...judgementsQuery(feature), enabled: !isChecking });
  const own = judgements?.own ?? null;
  const [hasChecked, setChecked] = useState(false);
  // A project counts judgements: one goes on from its features by judging them, or says why not.
  const hasActed =
    own !== null ||
    (task !== "judge" && (isFlagged || hasChecked || (labels !== undefined && isMineIn(labels))));
  const leave = () => (hasActed ? onNext() : setDoing("skip"));

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target, key, ctrlKey, metaKey, altKey, repeat } = event;
    if (isChecking || doing || ctrlKey || metaKey || altKey || repeat || event.defaultPrevented) return;
    if (target instanceof HTMLElement && target.closest("input, textarea, select, dialog, [role=dialog]"))
      return;
    const pressed = key.toLowerCase();
    if (pressed === "n") leave();
    else if (pressed === "s") setDoing("skip");
    else if (pressed === "f") setDoing("flag");
    else if (pressed === "j") setDoing("judge");
    else {
      const button =
        presses[pressed] && card.current?.querySelector<HTMLElement>(`[data-act="${presses[pressed]}"]`);
      if (!button) return;
      button.click();
    }
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  if (isChecking && labelId)
    return (
      <HandOfTexts
        labelId={labelId}
        onNext={() => setChecking(false)}
        inQueue
        onChecked={() => setChecked(true)}
      />
    );
  return (
    <div ref={card}>
      <QueueCard path={feature} signedIn />
      {doing === "judge" ? (
        <JudgeForm path={feature} own={own} onDone={() => setDoing(null)} onCancel={() => setDoing(null)} />
      ) : (
        judgements && <QueueJudgement judgements={judgements} />
      )}
      {(doing === "skip" || doing === "flag") && (
        <MarkForm
          key={doing}
          visitId={visitId}
          kind={doing}
          onDone={() => {
            if (doing === "skip") return onNext();
            setFlagged(true);
            setDoing(null);
          }}
          onCancel={() => setDoing(null)}
        />
      )}
      {isFlagged && <p role="status">You flagged it: moderators see that.</p>}
      <div className="queue-ways" role="toolbar" aria-label="This feature">
        <Button look={hasActed ? "primary" : "quiet"} off={!hasActed} onClick={leave}>
          Next feature <kbd>N</kbd>
        </Button>
        <Button look={task === "judge" && !own ? "primary" : "quiet"} onClick={() => setDoing("judge")}>
          {own ? "Judge anew" : "Judge it"} <kbd>J</kbd>
        </Button>
        <Button onClick={() => setDoing("skip")}>
          Skip <kbd>S</kbd>
        </Button>
        <Button look="plain" onClick={() => setDoing("flag")}>
          Flag <kbd>F</kbd>
        </Button>
        <span className="queue-keys">
          <kbd>P</kbd> propose, <kbd>O</kbd> propose what it makes the model say, <kbd>A</kbd> agree,{" "}
          <kbd>D</kbd> disagree
        </span>
      </div>
    </div>
  );
}

/** Whether one has proposed or voted anything for the feature. */
function isMineIn({ input, output }: FeatureLabels): boolean {
  return [input, output].some(({ proposals }) =>
    proposals.some(({ isMine, ownVote }) => isMine || ownVote !== null),
  );
}
