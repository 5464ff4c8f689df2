import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import type { Viewer } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { findNextIntruders } from "@/lib/labels/intruders/next-intruders";
import { findIntruders } from "@/lib/labels/intruders/take-intruders";
import type { IntruderHand } from "@/lib/labels/intruders/view";
import { BeginIntruders, IntruderForm } from "./intruder-form";
import { IntruderResult } from "./intruder-result";
import { featureAt, otherIntruders } from "./intruders-address";
import "./intruders.css";

interface IntrudersProps {
  /** The path of a feature's page, or anything else for the next one. */
  asked: string;
  /** Paths of features that are not wanted now, with commas between them. */
  passed: string | null;
  viewer: Viewer;
}

/** Which of five texts a feature does not fire in, question by question, with no label; needs no script. */
export async function Intruders({ asked, passed, viewer }: IntrudersProps) {
  return (
    <article className="checking-page">
      <h1 className="text-xl">Which does not belong?</h1>
      <p className="mt-1 mb-6 max-w-prose text-ink-soft">
        In four of five texts one <Term of="feature" /> fires, in one it does not: which is it? You are shown
        no <Term of="label" />, so what you tell is whether the feature fires on something that people can
        see. What is right you are told when all are answered. It stands beside the feature and decides
        nothing. <TextLink href="/label?only=checks">Check labels</TextLink>
      </p>
      {viewer.kind === "member" ? (
        <Member {...{ asked, passed }} raterId={viewer.id} />
      ) : (
        <EmptyState title="Checking needs an account, since one person answers once.">
          <p className="mt-3">
            <ButtonLink href="/sign-in?callbackUrl=%2Flabel%3Fintruder%3Dnext" look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      )}
    </article>
  );
}

async function Member({ asked, passed, raterId }: Omit<IntrudersProps, "viewer"> & { raterId: string }) {
  const rater = { raterId, byProgram: false };
  const without = (passed ?? "").split(",").filter((path) => featureAt(path) !== undefined);
  const path = featureAt(asked) ? asked : (await findNextIntruders(rater, without))?.feature;
  const feature = path && featureAt(path);
  if (!feature)
    return (
      <EmptyState title="There is no feature left that you could be asked about.">
        <p className="mt-1 max-w-prose">
          Features come here when a corpus has shown enough texts of them, and as long as you have neither
          named them nor been asked by a label of them.{" "}
          <TextLink href="/label?only=checks">Check a label</TextLink>
        </p>
      </EmptyState>
    );
  const found = await handOf({ feature, ...rater });
  if (found === "not-found") return <EmptyState title="There is no feature at this address." />;
  return (
    <>
      {found === null ? <BeginIntruders path={path} /> : <OfHand hand={found} />}
      <p className="checking-ways">
        <TextLink href={otherIntruders([...without, path])}>Another feature</TextLink>
      </p>
    </>
  );
}

/** One's hand; null where there is none yet. */
async function handOf(taken: { feature: FeatureAddress; raterId: string; byProgram: boolean }) {
  try {
    return await findIntruders(taken);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return "not-found" as const;
    throw error;
  }
}

function OfHand({ hand: { feature, questions, isDone } }: { hand: IntruderHand }) {
  const at = questions.findIndex(({ isAnswered }) => !isAnswered);
  const question = questions[at];
  if (isDone || !question) return <IntruderResult path={feature} questions={questions} />;
  return (
    <section aria-label="The texts">
      <p className="text-ink-soft text-m" role="status">
        Question {at + 1} of {questions.length}: in which of these does the feature not fire? Where you cannot
        tell, guess: that is reckoned with.
      </p>
      {question.texts.some((tokens) => tokens.length === 0) && (
        <Notice>A text of this question is not kept any more. Pick any.</Notice>
      )}
      <IntruderForm key={question.id} path={feature} question={question} />
    </section>
  );
}
