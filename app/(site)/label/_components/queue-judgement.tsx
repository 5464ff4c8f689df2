import type { FeatureJudgements } from "@/lib/judgements/view";
import { SaidOfFeature } from "../../features/_components/judgements/said-of-feature";

/** What one made of a feature, and what others do; nothing for who has not judged it. */
export function QueueJudgement({ judgements }: { judgements: FeatureJudgements }) {
  const { own, others, agreement, setAgreement } = judgements;
  if (!own || !others) return null;
  return (
    <section className="queue-judgement" aria-label="What people make of it" role="status">
      <SaidOfFeature {...{ own, others, agreement, setAgreement }} />
    </section>
  );
}
