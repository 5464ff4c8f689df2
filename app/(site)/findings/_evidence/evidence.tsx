import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { tiers } from "@/lib/evidence-format/tier";
import type { FindingTier, FindingTierStep } from "@/lib/tiers/view";
import { Replications } from "./replications";
import { ShownBy } from "./shown-by";
import "./evidence.css";

interface EvidenceProps {
  evidence: FindingTier;
  circuitId: string;
}

/** How far a finding's circuit is shown, by rule: its tier, what shows it, what is missing for the next, and who says that it was found again. */
export function Evidence({ evidence, circuitId }: EvidenceProps) {
  const { tier, steps, replications } = evidence;
  const reached = steps.find((step) => step.tier === tier);
  const next = steps[tier === null ? 0 : tiers.indexOf(tier) + 1];
  return (
    <section aria-labelledby="evidence" className="evidence">
      <h2 id="evidence" className="text-base">
        <Term of="tier">Evidence</Term>: {tier ?? "none of the tiers yet"}
      </h2>
      <ol className="evidence-steps">
        {steps.map((step) => (
          <li
            key={step.tier}
            data-state={stateOf(step)}
            {...(step.tier === tier && { "aria-current": "step" as const })}
          >
            <Mark step={step} />
            <span>
              {step.tier}
              <span className="sr-only">: {stateWords[stateOf(step)]}</span>
            </span>
          </li>
        ))}
      </ol>
      {reached && (
        <p>
          <ShownBy step={reached} evidence={evidence} />
        </p>
      )}
      {next && (
        <div>
          <p>
            Missing for <strong>{next.tier}</strong>
            {next.isKnown ? ":" : ", of which nothing is known yet:"}
          </p>
          <Missing step={next} />
          <WhereTo step={next} circuitId={circuitId} />
        </div>
      )}
      <Replications {...replications} />
      <details>
        <summary>Every tier, and what it asks</summary>
        <dl>
          {steps.map((step) => (
            <div key={step.tier}>
              <dt>
                {step.tier} <span className="text-ink-soft">({stateWords[stateOf(step)]})</span>
              </dt>
              <dd>
                {asks[step.tier]}{" "}
                {step.holds ? <ShownBy step={step} evidence={evidence} /> : <Best step={step} />}
                <Missing step={step} />
              </dd>
            </div>
          ))}
        </dl>
        <LeftOut {...evidence.evaluations} />
      </details>
    </section>
  );
}

type State = "holds" | "lacks" | "unknown";

const stateOf = ({ holds, isKnown }: FindingTierStep): State =>
  holds ? "holds" : isKnown ? "lacks" : "unknown";

const stateWords: Record<State, string> = {
  holds: "holds",
  lacks: "does not hold",
  unknown: "not known",
};

const asks: Record<FindingTierStep["tier"], string> = {
  traced: "Traced again, it comes to the same numbers.",
  causal: "Ablated one at a time in the real model, its features do what it predicts.",
  whole: "All of it is enough, and needed, over prompts of a family, more than random circuits are.",
  general: "So it is on prompts that were held out, in each of two wordings.",
  replicated:
    "Somebody else published the same circuit later, of another text or with other dictionaries, and it was verified.",
};

/** Filled where it holds, crossed where it does not, empty where nothing is known. */
function Mark({ step }: { step: FindingTierStep }) {
  const path = { holds: "M4.5 8.2 7 10.7 11.5 5.8", lacks: "M5.5 5.5l5 5m0-5-5 5", unknown: null }[
    stateOf(step)
  ];
  return (
    <svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6.5" />
      {path && <path d={path} />}
    </svg>
  );
}

/** As many as are read before one gives up; the rest is counted. */
const mostSentences = 3;

function Missing({ step: { missing } }: { step: FindingTierStep }) {
  if (missing.length === 0) return null;
  const more = missing.length - mostSentences;
  return (
    <ul>
      {missing.slice(0, mostSentences).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {more > 0 && <li>And {more} more like these.</li>}
    </ul>
  );
}

function Best({ step: { evaluation } }: { step: FindingTierStep }) {
  if (!evaluation) return null;
  return (
    <>
      <TextLink href={`/evaluations/${evaluation.id}`}>The evaluation that lacks least</TextLink> is over{" "}
      <bdi>{evaluation.family.title}</bdi>.
    </>
  );
}

function WhereTo({ step: { tier }, circuitId }: { step: FindingTierStep; circuitId: string }) {
  if (tier === "replicated")
    return (
      <p className="text-ink-soft">
        It is looked for among what others publish later. A fork is about the same circuit and tells nothing
        of it.
      </p>
    );
  const isEvaluated = tier === "whole" || tier === "general";
  return (
    <p>
      {isEvaluated ? (
        <TextLink href={`/evaluations/new?circuit=${circuitId}`} rel="nofollow">
          Evaluate its circuit over a prompt family
        </TextLink>
      ) : (
        <TextLink href={`/circuits/${circuitId}`}>Ask for it on its circuit&#8217;s page</TextLink>
      )}
    </p>
  );
}

function LeftOut({ all, unread }: FindingTier["evaluations"]) {
  return (
    <p className="text-ink-soft">
      A tier asks for all before it. It says nothing of whether the write-up reads the circuit rightly, or
      whether a family asks what it should.{" "}
      {all === 0
        ? "No evaluation over a public family is done."
        : `Of ${all} ${all === 1 ? "evaluation" : "evaluations"} over public families, the best counts.`}
      {unread > 0 &&
        ` ${unread} of an earlier release ${unread === 1 ? "is" : "are"} not read yet, and what ${unread === 1 ? "it says" : "they say"} is not known.`}
    </p>
  );
}
