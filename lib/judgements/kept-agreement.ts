import { agreementOf } from "./agreement";
import { firstJudgementsOfSet } from "./find-agreement";
import type { Agreement } from "./view";

/** How old a set's agreement may be that somebody is shown: a full set takes a tenth of a second, and each judgement would ask for it. */
const keptMillis = 30_000;
const maxKept = 100;
const kept = new Map<string, { agreement: Promise<Agreement>; until: number }>();

/** How far people agree on the features of a dictionary set, with intervals, computed once in half a minute for all who ask. */
export function keptAgreementOfSet(setId: string): Promise<Agreement> {
  const found = kept.get(setId);
  if (found && found.until > Date.now()) return found.agreement;
  const agreement = firstJudgementsOfSet(setId).then(agreementOf);
  kept.delete(setId);
  kept.set(setId, { agreement, until: Date.now() + keptMillis });
  agreement.catch(() => kept.delete(setId));
  for (const oldest of kept.keys()) {
    if (kept.size <= maxKept) break;
    kept.delete(oldest);
  }
  return agreement;
}
