import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { proposeMutation } from "@/app/_queries/labels";
import { useFeaturePath } from "@/app/(site)/_components/feature-card/features-at";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import type { Feature } from "@/lib/circuit-format/node-id";
import { labelLengths } from "@/lib/labels/label-words";

interface LabelOfferProps {
  feature: Feature;
  /** Where it was named, which stands beside the label as what shows it. */
  circuitId: string;
  /** What was noted of it. */
  note: string;
}

const sides = [
  ["input", "what makes it fire"],
  ["output", "what it makes the model say"],
] as const;

/** Offers what was noted of a feature as a label of it, in one step; nothing where a note is no label's length. */
export function LabelOffer({ feature, circuitId, note }: LabelOfferProps) {
  const path = useFeaturePath(feature) ?? "";
  const { mutate, isPending, isSuccess, variables, error } = useMutation(proposeMutation(path));
  const text = note.trim();
  const { length } = [...text];
  if (path === "" || length < labelLengths.min || length > labelLengths.max || text.includes("\n"))
    return null;
  const isDone = isSuccess && variables.text === text;
  return (
    <div className="text-s" role="status">
      {isDone ? (
        <>
          Proposed as a label. <TextLink href={`${path}#labels`}>The labels of this feature</TextLink>
        </>
      ) : (
        <span className="flex flex-wrap items-baseline gap-2">
          Offer it as a label of
          {sides.map(([side, words]) => (
            <Button
              key={side}
              size="s"
              look="plain"
              busy={isPending && variables.side === side}
              onClick={() => {
                if (!isPending)
                  mutate({ side, text, rationale: "", evidence: { examples: [], circuits: [circuitId] } });
              }}
            >
              {words}
            </Button>
          ))}
        </span>
      )}
      <Refused error={error} />
    </div>
  );
}
