"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refused } from "@/app/_components/refused";
import { runExperimentMutation } from "@/app/_queries/experiments";
import { Button } from "@/components/ui/button";

interface RunButtonProps {
  id: string;
  isFirst?: boolean;
  children: ReactNode;
}

/** Has an experiment run, for the first time or again. */
export function RunButton({ id, isFirst = false, children }: RunButtonProps) {
  const run = useMutation(runExperimentMutation);
  return (
    <>
      <Button
        look={isFirst ? "primary" : "quiet"}
        busy={run.isPending || run.isSuccess}
        onClick={() => run.mutate(id, { onSuccess: ({ url }) => window.location.assign(url) })}
      >
        {children}
      </Button>
      <Refused error={run.error} />
    </>
  );
}
