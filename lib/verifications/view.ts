import type { Computation } from "@/lib/computations/computation-view";

/** What pages and routes show of a verification. Types only, so that the browser's code may import them. */

export interface VerificationView extends Computation {
  id: string;
  passed: boolean | null;
  largestDifference: number | null;
  differences: string[];
  computedBy: string | null;
  computedAt: Date | null;
}

/** A verification as one viewer sees it. */
export interface OwnVerificationView extends VerificationView {
  /** Whether the viewer may stop it. */
  canCancel: boolean;
}
