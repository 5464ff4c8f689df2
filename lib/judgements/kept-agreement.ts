import { agreementOf, type FirstJudgement } from "./agreement";
import { firstJudgementsOfSet } from "./find-agreement";
import type { Agreement } from "./view";

/** How old an agreement may be that somebody is shown: of 500 features it takes a tenth of a second, and each judgement would ask for it. */
const keptMillis = 30_000;
const maxKept = 100;
const kept = new Map<string, { agreement: Promise<Agreement>; until: number }>();

/** How far people agree by what `read` gives, with intervals, computed once in half a minute for all who ask for the same. */
export function keptAgreement(of: string, read: () => Promise<FirstJudgement[]>): Promise<Agreement> {
  const found = kept.get(of);
  if (found && found.until > Date.now()) return found.agreement;
  const agreement = read().then(agreementOf);
  kept.delete(of);
  kept.set(of, { agreement, until: Date.now() + keptMillis });
  agreement.catch(() => kept.delete(of));
  for (const oldest of kept.keys()) {
    if (kept.size <= maxKept) break;
    kept.delete(oldest);
  }
  return agreement;
}

/** The same on the features of a dictionary set. */
export function keptAgreementOfSet(setId: string): Promise<Agreement> {
  return keptAgreement(`set ${setId}`, () => firstJudgementsOfSet(setId));
}
