import { replicationThresholds as at } from "./tier-thresholds";

/** What somebody else published after a finding, beside it. */
export interface LaterFinding {
  /** Whether the last verification of its circuit came to the same numbers. */
  isVerified: boolean;
  /** Whether its tokens are others, those in front of both and behind the targets aside. */
  isOtherText: boolean;
  isOtherDictionaries: boolean;
  /** How alike the two circuits are; null where that is not known. */
  likeness: number | null;
}

/** Whether it is the same circuit found again, by rule alone: what is not known does not hold. */
export function isFoundAgain(later: LaterFinding): boolean {
  const { isVerified, isOtherText, isOtherDictionaries, likeness } = later;
  return isVerified && (isOtherText || isOtherDictionaries) && likeness !== null && likeness >= at.likeness;
}
