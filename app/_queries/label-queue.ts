import { mutationOptions } from "@tanstack/react-query";
import type { QueueMarkInput } from "@/lib/label-queue/queue-schemas";
import { ask, send } from "./ask";

const base = "/api/v1/label-queue";

/**
 * The next feature for this window, which has those of `holding` before it: of a project where that is named. `wanted` is the path of one
 * that is to come now.
 */
export function takeLease(holding: readonly string[], wanted: string | null, project: string | null) {
  const [, , model, set, layer, index] = (wanted ?? "").split("/").map(decodeURIComponent);
  return ask((answers) => answers.takenLeaseSchema, {
    method: "POST",
    address: `${base}/leases`,
    body: {
      holding,
      ...(index !== undefined && { wanted: { model, set, layer, index } }),
      ...(project !== null && { project }),
    },
  });
}

export function renewLeases(visits: readonly string[]) {
  return ask((answers) => answers.keptLeasesSchema, {
    ...{ method: "POST", address: `${base}/renewals`, body: { visits } },
  });
}

export function returnLease(visit: string): Promise<string> {
  return send({ method: "POST", address: `${base}/returns`, body: { visits: [visit], isDone: true } });
}

/** Gives features back while the page goes: nothing else is sent for sure then. */
export function returnOnLeaving(visits: readonly string[]): void {
  if (visits.length === 0) return;
  const body = new Blob([JSON.stringify({ visits })], { type: "application/json" });
  navigator.sendBeacon(`${base}/returns`, body);
}

export const markMutation = mutationOptions({
  mutationFn: ({ visitId, ...body }: QueueMarkInput & { visitId: string }) =>
    ask((answers) => answers.markedSchema, {
      ...{ method: "POST", address: `${base}/visits/${visitId}/marks`, body },
    }),
});

export const revertSittingMutation = mutationOptions({
  mutationFn: (id: string) =>
    ask((answers) => answers.revertedSittingSchema, {
      ...{ method: "POST", address: `${base}/sittings/${id}/reversion` },
    }),
});
