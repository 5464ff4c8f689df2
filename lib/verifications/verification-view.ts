import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { canCancel, computationOf, jobStateFields } from "@/lib/computations/computation";
import type { Prisma } from "@/lib/db/client";
import type { OwnVerificationView, VerificationView } from "./view";

export const verificationFields = {
  id: true,
  passed: true,
  largestDifference: true,
  differences: true,
  computedBy: true,
  computedAt: true,
  job: { select: jobStateFields },
} satisfies Prisma.VerificationSelect;

export type StoredVerification = Prisma.VerificationGetPayload<{ select: typeof verificationFields }>;

/** `Verification.differences`: sentences that name the node or edge and both values. */
export const differencesSchema = z.array(z.string()).max(100);

export function verificationView({ job, differences, ...rest }: StoredVerification): VerificationView {
  return {
    ...rest,
    ...computationOf({ computedAt: rest.computedAt, job }),
    differences: differencesSchema.parse(differences ?? []),
  };
}

export function verificationFor(viewer: Viewer, stored: StoredVerification): OwnVerificationView {
  return { ...verificationView(stored), canCancel: canCancel(stored, viewer) };
}
