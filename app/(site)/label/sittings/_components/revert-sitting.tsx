"use client";

import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { revertSittingMutation } from "@/app/_queries/label-queue";
import { Button } from "@/components/ui/button";
import type { KeptReason } from "@/lib/label-queue/view";

const whyKept: Readonly<Record<KeptReason, string>> = {
  answered: "blind answers, which are given once",
  builtOn: "others are for it, or have checked it",
  saidSince: "it was said differently since",
  votedSince: "you voted again since",
  takenBackSince: "it was taken back or made again since",
  saidByOther: "somebody else says the same by now",
  full: "there are as many proposals there as one may have",
  locked: "a moderator has locked it",
  hidden: "a moderator has hidden it",
};

/** Reverts a session, and says what stays. */
export function RevertSitting({ id }: { id: string }) {
  const { mutate, data, isPending, error } = useMutation(revertSittingMutation);
  if (data)
    return (
      <div role="status">
        <p>
          {data.undone} {data.undone === 1 ? "thing was" : "things were"} undone.
        </p>
        {data.kept.length > 0 && (
          <ul className="text-ink-soft">
            {data.kept.map(({ reason, count, texts }) => (
              <li key={reason}>
                {count} {count === 1 ? "stays" : "stay"}: {whyKept[reason]} ({texts.join("; ")})
              </li>
            ))}
          </ul>
        )}
      </div>
    );
  return (
    <>
      <p className="mt-1">
        <Button size="s" busy={isPending} onClick={() => mutate(id)}>
          Revert it
        </Button>
      </p>
      <Refused error={error} />
    </>
  );
}
