import { mutationOptions } from "@tanstack/react-query";
import { send } from "./ask";

export const pickGoldMutation = mutationOptions({
  mutationFn: ({ checkId, ...body }: { checkId: string; says: boolean; reason: string }) =>
    send({ method: "POST", address: `/api/v1/checks/${checkId}/gold`, body }),
});

export const disputeGoldMutation = mutationOptions({
  mutationFn: ({ goldId, reason }: { goldId: string; reason: string }) =>
    send({ method: "POST", address: `/api/v1/gold-items/${goldId}/disputes`, body: { reason } }),
});

export const settleDisputeMutation = mutationOptions({
  mutationFn: ({ id, isUpheld }: { id: string; isUpheld: boolean }) =>
    send({ method: "PUT", address: `/api/v1/moderation/gold-disputes/${id}`, body: { isUpheld } }),
});
