"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Refused } from "@/app/_components/refused";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { chooseTargetMutation } from "@/app/_queries/imports";
import { formatProbability } from "@/components/ui/format-number";
import type { ImportSummary } from "@/lib/imports/view";

interface ChooseTargetProps {
  importId: string;
  target: string;
  targets: ImportSummary["targets"];
}

/** Of which of a file's predicted tokens the circuit is. */
export function ChooseTarget({ importId, target, targets }: ChooseTargetProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [looking, startLooking] = useTransition();
  const { mutate, isPending, error } = useMutation(chooseTargetMutation);
  async function choose(chosen: string) {
    mutate(
      { id: importId, target: chosen },
      {
        onSuccess: () => {
          client.removeQueries({ queryKey: circuitGraphQuery(`/api/v1/imports/${importId}`).queryKey });
          startLooking(() => router.refresh());
        },
      },
    );
  }
  const isBusy = isPending || looking;
  return (
    <p className="mt-3 flex flex-wrap items-baseline gap-2 text-m">
      <label className="flex flex-wrap items-baseline gap-2">
        The file predicts {targets.length} tokens; the circuit is of
        <select
          key={target}
          className="input"
          defaultValue={target}
          disabled={isBusy}
          aria-busy={isBusy}
          onChange={(event) => choose(event.target.value)}
        >
          {targets.map(({ target: id, words, probability }) => (
            <option key={id} value={id}>
              {words || `${id}${probability === null ? "" : ` (${formatProbability(probability)})`}`}
            </option>
          ))}
        </select>
      </label>
      <Refused error={error} />
    </p>
  );
}
