import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { Agreement, FeatureJudgements } from "@/lib/judgements/view";
import { Alpha } from "./alpha";
import { sayingOf } from "./judgement-sayings";

interface SaidOfFeatureProps {
  own: NonNullable<FeatureJudgements["own"]>;
  others: NonNullable<FeatureJudgements["others"]>;
  agreement: Agreement | null;
  setAgreement: Agreement | null;
}

/** What people said of a feature and how far they agree, for who has said something of it too. */
export function SaidOfFeature({ own, others, agreement, setAgreement }: SaidOfFeatureProps) {
  return (
    <>
      <p className="mt-1">
        You: {sayingOf(own)}.
        {sayingOf(own.first) !== sayingOf(own) && (
          <span className="feature-note"> First, and for agreement: {sayingOf(own.first)}.</span>
        )}
      </p>
      {others.length === 0 && <p className="feature-note">Nobody else has judged it yet.</p>}
      <ul>
        {others.map(({ id: key, judge, updatedAt, ...said }) => (
          <li key={key}>
            {judge ? (
              <TextLink href={`/users/${judge.handle}`}>{judge.name ?? judge.handle}</TextLink>
            ) : (
              "a deleted account"
            )}
            : {sayingOf(said)}{" "}
            <span className="feature-note">
              <RelativeDate date={updatedAt} />
            </span>
          </li>
        ))}
      </ul>
      {agreement && agreement.features > 0 && (
        <p className="feature-note">
          Agreement of first judgements, where 1 is full and 0 is what chance brings about in this dictionary
          set: <Alphas {...agreement} />.
        </p>
      )}
      {setAgreement && setAgreement.features > 1 && (
        <p className="feature-note">
          Of all {setAgreement.features.toLocaleString("en")} features of the set that several judged, with
          intervals of 90%: <Alphas {...setAgreement} />.
        </p>
      )}
    </>
  );
}

function Alphas({ interpretable, family, hasOneMeaning, confidence }: Agreement) {
  return (
    <>
      interpretable <Alpha alpha={interpretable} />, family <Alpha alpha={family} />, meanings{" "}
      <Alpha alpha={hasOneMeaning} />, confidence <Alpha alpha={confidence} />
    </>
  );
}
