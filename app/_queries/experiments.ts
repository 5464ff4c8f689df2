import { mutationOptions } from "@tanstack/react-query";
import type { Holding } from "@/lib/experiments/holdings";
import { ask, send } from "./ask";

const experiments = "/api/v1/experiments";

/** Where the site's API has a result of an experiment. */
export function resultAddress(id: string, number: number): string {
  return `${experiments}/${id}/results/${number}`;
}

interface NewExperiment {
  experiment: Record<string, unknown>;
  family: { id: string; version: number } | null;
  isPublic: boolean;
  forkOf: string | null;
}

export const writeExperimentMutation = mutationOptions({
  mutationFn: (body: NewExperiment) =>
    ask((answers) => answers.madeExperimentSchema, { method: "POST", address: experiments, body }),
});

export const runExperimentMutation = mutationOptions({
  mutationFn: (id: string) =>
    ask((answers) => answers.requestedResultSchema, {
      ...{ method: "POST", address: `${experiments}/${id}/results` },
    }),
});

interface Change {
  id: string;
  isPublic?: boolean;
  conclusion?: { holds: Holding; text: string } | null;
}

export const changeExperimentMutation = mutationOptions({
  mutationFn: ({ id, ...body }: Change) => send({ method: "PATCH", address: `${experiments}/${id}`, body }),
});

export const deleteExperimentMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${experiments}/${id}` }),
});
