"use client";

import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { checkFamilyMutation } from "@/app/_queries/families";
import { Button } from "@/components/ui/button";
import { lengthWords } from "@/lib/family-format/length-words";

interface CheckOnModelProps {
  id: string;
  version: number;
  model: string;
  displayName: string;
}

/** Sentences that are shown; the rest is in the route's answer. */
const shownFaults = 20;

/** Asks whether every prompt of a family, and every counterfactual, fits a model, and says what does not. */
export function CheckOnModel({ id, version, model, displayName }: CheckOnModelProps) {
  const check = useMutation(checkFamilyMutation);
  const { data, error, isPending } = check;
  return (
    <div className="mt-3 grid justify-items-start gap-2 text-m">
      <Button size="s" busy={isPending} onClick={() => check.mutate({ id, version, model })}>
        Check every prompt on {displayName}
      </Button>
      <div role="status" className="min-w-0 max-w-prose break-words">
        {data && (
          <p>
            {lengthWords(data.tokens)}{" "}
            {data.faults.length === 0
              ? "Every role is found, in all prompts and counterfactuals, and every token that is measured is there."
              : "Not all of it fits:"}
          </p>
        )}
        {data && data.faults.length > 0 && (
          <ul className="list-disc pl-5">
            {data.faults.slice(0, shownFaults).map(({ says, prompts, first }) => (
              <li key={says}>
                {says}{" "}
                <span className="text-ink-soft">
                  In {prompts} {prompts === 1 ? "prompt" : "prompts"}, first in number {first}.
                </span>
              </li>
            ))}
          </ul>
        )}
        {data && data.faults.length > shownFaults && (
          <p className="text-ink-soft">And {data.faults.length - shownFaults} more.</p>
        )}
      </div>
      <Refused error={error} />
    </div>
  );
}
