import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { adoptionComputation } from "@/lib/adoptions/adoption-computation";
import type { attentionScoreComputation } from "@/lib/attention-scores/attention-score-computation";
import type { causalCheckComputation } from "@/lib/causal-checks/causal-check-computation";
import type { circuitComputation } from "@/lib/circuits/circuit-computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import type { evaluationComputation } from "@/lib/evaluations/evaluation-computation";
import type { expansionComputation } from "@/lib/expansions/expansion-computation";
import type { resultComputation } from "@/lib/experiments/result-computation";
import type { importComputation } from "@/lib/imports/import-computation";
import type { interventionComputation } from "@/lib/interventions/intervention-computation";
import type { programScoreComputation } from "@/lib/label-programs/score/program-score-computation";
import type { runComputation } from "@/lib/runs/run-computation";
import type { verificationComputation } from "@/lib/verifications/verification-computation";
import { send } from "./ask";
import { readEvents } from "./event-stream";
import { readProgress } from "./read-progress";

/** What is watched here, by its definitions: of their types alone, since what they import is the server's. */
type Definition =
  | typeof adoptionComputation
  | typeof attentionScoreComputation
  | typeof causalCheckComputation
  | typeof circuitComputation
  | typeof evaluationComputation
  | typeof expansionComputation
  | typeof resultComputation
  | typeof importComputation
  | typeof interventionComputation
  | typeof programScoreComputation
  | typeof runComputation
  | typeof verificationComputation;

/** What is computed, and what its events are called. */
export type ComputationKind = Definition["kind"];

interface Watched {
  /** Null until the first event. */
  progress: ComputationProgress | null;
  /** False while the browser tries to come back. */
  connected: boolean;
}

const watchAgainMillis = 5_000;

/** How far what is computed at an address of the API is: its event stream, until it is ready or failed. */
export function progressQuery(kind: ComputationKind, address: string) {
  const queryKey = ["progress", address];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<Watched> => {
      let now = client.getQueryData<Watched>(queryKey) ?? { progress: null, connected: true };
      const tell = (part: Partial<Watched>) => {
        now = { ...now, ...part };
        client.setQueryData<Watched>(queryKey, now);
      };
      await readEvents({
        address: `${address}/events`,
        event: kind,
        read: readProgress,
        onConnection: (connected) => tell({ connected }),
        onEvent: (progress) => {
          tell({ progress });
          return progress.status !== "computing";
        },
        signal,
      });
      return now;
    },
    // Whoever watches again wants the present state.
    staleTime: 0,
    gcTime: 0,
    retry: true,
    retryDelay: watchAgainMillis,
  });
}

/** Stops what is computed at an address of the API. */
export const cancelMutation = mutationOptions({
  mutationFn: (address: string) => send({ method: "POST", address: `${address}/cancel` }),
});

/** Has what failed at an address of the API computed again. */
export const retryMutation = mutationOptions({
  mutationFn: (address: string) => send({ method: "POST", address: `${address}/retry` }),
});
