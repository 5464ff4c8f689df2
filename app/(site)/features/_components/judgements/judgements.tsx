import { accountAddress } from "@/app/_components/account-address";
import { TextLink } from "@/components/ui/link";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import type { FeatureJudgements } from "@/lib/judgements/view";
import { JudgementForm } from "./judgement-form";
import { sayingOf } from "./judgement-sayings";
import { SaidOfFeature } from "./said-of-feature";
import { submitJudgement } from "./submit-judgement";
import "./judgements.css";

interface JudgementsProps {
  of: FeatureAddress;
  judgements: FeatureJudgements;
  signedIn: boolean;
  level: 2 | 3;
}

/** What people make of a feature: a form, and what others say once it is answered. */
export function Judgements({
  of,
  judgements: { people, own, others, agreement, setAgreement },
  signedIn,
  level,
}: JudgementsProps) {
  const Heading = level === 2 ? "h2" : "h3";
  const path = featurePath(of);
  const [model = "", set = "", layer = "", index = ""] = path.split("/").slice(2).map(decodeURIComponent);
  const id = level === 2 ? "judgements" : undefined;
  const submit = submitJudgement.bind(null, {
    params: { model, set, layer, index },
    page: `${path}#judgements`,
  });
  return (
    <section id={id} className="judgements" aria-label={`What people make of ${set}.${layer}.${index}`}>
      <header>
        <Heading>What people make of it</Heading>
        <span className="feature-note">{countOf(people)}</span>
      </header>
      {!signedIn && (
        <p className="feature-note">
          <TextLink href={accountAddress("/sign-in", path)}>Sign in to judge it</TextLink>: how interpretable
          it is, of which family, one meaning or several. What others say is shown once you have said it
          yourself.
        </p>
      )}
      {signedIn && !own && (
        <details>
          <summary>Judge it yourself</summary>
          <p className="feature-note">What others say is shown once you have said it yourself.</p>
          <JudgementForm own={null} submit={submit} />
        </details>
      )}
      {own && others && (
        <>
          <SaidOfFeature {...{ own, others, agreement, setAgreement }} />
          <details>
            <summary>Change yours</summary>
            <p className="feature-note">
              Agreement is computed of what you said first, before you saw what others say.
            </p>
            <JudgementForm key={sayingOf(own)} own={own} submit={submit} />
          </details>
        </>
      )}
    </section>
  );
}

function countOf(people: number): string {
  if (people === 0) return "Nobody has judged it yet.";
  return people === 1 ? "1 person has judged it." : `${people} people have judged it.`;
}
