import { toldIn } from "@/lib/labels/checks/told";
import { minAnswers, minContinuations, minRaters, type Verdict } from "@/lib/labels/checks/verdict";
import { balancedOf, type Share, shareOf } from "./shares";

/** Checked labels, and answers, of somebody who is ranked: with fewer the lower end says how few they are. */
export const minimum = { labels: 5, answers: 48 } as const;
/** People that a list has. */
export const maxListed = 50;

/** A wording of somebody's, as it was answered by. */
export interface CheckedWording {
  authorId: string;
  verdict: Verdict;
  /** Whether there are as many answers as a verdict takes. */
  isChecked: boolean;
}

/** What somebody answered by labels that are borne out. */
export interface TellerCount {
  raterId: string;
  firing: { right: number; of: number };
  silent: { right: number; of: number };
}

export interface RankedLabeller {
  id: string;
  checked: number;
  supported: number;
  share: Share;
}

export interface RankedChecker {
  id: string;
  answers: number;
  balanced: Share;
}

/** Whether a label has as many answers, of as many people, as it takes to be supported. */
export function isCheckedBy(told: unknown): boolean {
  const { fires, raises } = toldIn(told);
  if (fires) return fires.answers >= minAnswers && fires.raters >= minRaters;
  return raises !== null && raises.answers >= minContinuations && raises.raters >= minRaters;
}

/** People by the lower end of the share of their checked labels that are borne out. */
export function rankLabellers(wordings: readonly CheckedWording[]): RankedLabeller[] {
  const counts = new Map<string, { checked: number; supported: number }>();
  for (const { authorId, verdict, isChecked } of wordings) {
    if (!isChecked) continue;
    const { checked, supported } = counts.get(authorId) ?? { checked: 0, supported: 0 };
    counts.set(authorId, { checked: checked + 1, supported: supported + Number(verdict === "holds") });
  }
  return [...counts]
    .filter(([, { checked }]) => checked >= minimum.labels)
    .map(([id, count]) => ({ id, ...count, share: shareOf(count.supported, count.checked) }))
    .toSorted((a, b) => b.share.low - a.share.low || (a.id < b.id ? -1 : 1));
}

/** People by the lower end of how well they told. */
export function rankCheckers(tellers: readonly TellerCount[]): RankedChecker[] {
  return tellers
    .flatMap(({ raterId: id, firing, silent }): RankedChecker[] => {
      const answers = firing.of + silent.of;
      const balanced = balancedOf(firing, silent);
      return balanced && answers >= minimum.answers ? [{ id, answers, balanced }] : [];
    })
    .toSorted((a, b) => b.balanced.low - a.balanced.low || (a.id < b.id ? -1 : 1));
}
