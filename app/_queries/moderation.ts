import { mutationOptions } from "@tanstack/react-query";
import type { ReportReason } from "@/lib/reports/report-words";
import { send } from "./ask";

export interface SentSubject {
  kind: string;
  id: string;
}

export const actMutation = mutationOptions({
  mutationFn: (body: { kind: string; subject: SentSubject; reason: string; until: string | null }) =>
    send({ method: "POST", address: "/api/v1/moderation/acts", body }),
});

export const reportMutation = mutationOptions({
  mutationFn: (body: { subject: SentSubject; reason: ReportReason; words: string }) =>
    send({ method: "POST", address: "/api/v1/reports", body }),
});

export const claimMutation = mutationOptions({
  mutationFn: ({ id, takes }: { id: string; takes: boolean }) =>
    send({ method: takes ? "PUT" : "DELETE", address: `/api/v1/moderation/reports/${id}/claim` }),
});

export const dismissMutation = mutationOptions({
  mutationFn: ({ id, reason }: { id: string; reason: string }) =>
    send({ method: "PUT", address: `/api/v1/moderation/reports/${id}/dismissal`, body: { reason } }),
});
