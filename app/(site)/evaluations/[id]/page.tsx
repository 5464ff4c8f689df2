import type { Metadata } from "next";
import { cache } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { Term } from "@/app/_components/term/term";
import { evaluationAddress } from "@/app/_queries/evaluations";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import { RetryButton } from "@/app/(site)/_components/computation/retry-button";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { unpackDocument } from "@/lib/documents/packed-document";
import { getEvaluation, readPackedEvaluation } from "@/lib/evaluations/get-evaluation";
import type { EvaluationView } from "@/lib/evaluations/view";
import { evaluationSchema } from "@/lib/evidence-format/evaluation";
import { getFamily } from "@/lib/families/get-family";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import { promptWords } from "../_components/evaluation-words";
import { Results } from "../_components/results";
import "../_components/evaluations.css";

interface EvaluationPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (id: string) => orNotFound(getEvaluation(id, await getViewer())));

export async function generateMetadata({ params }: EvaluationPageProps): Promise<Metadata> {
  const { circuit, family } = await load((await params).id);
  return {
    title: `Evaluation of ${circuit.target} over ${family.title}`,
    description: `A whole circuit of ${circuit.model}, kept and ablated over prompts of a family.`,
    robots: { index: false },
  };
}

/** A whole circuit over prompts: what was asked, how far it is, and what was found. */
export default async function EvaluationPage({ params, searchParams }: EvaluationPageProps) {
  const [evaluation, viewer] = await Promise.all([load((await params).id), getViewer()]);
  const query = toParams(await searchParams);
  const { circuit, family, asked, createdAt } = evaluation;
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 max-w-prose break-words">
            Evaluation over <bdi>{family.title}</bdi>
          </h1>
          <span className="ml-auto">
            <CopyLink />
          </span>
        </div>
        <p className="mt-1 max-w-prose break-words text-ink-soft text-m">
          An <Term of="evaluation" /> of{" "}
          <TextLink href={`/circuits/${circuit.id}`}>
            the circuit of <span className="mono">{circuit.target}</span>
          </TextLink>{" "}
          in “<bdi>{circuit.text}</bdi>” ({circuit.model}), over {promptWords(asked)} of{" "}
          <TextLink href={`/families/${family.id}?version=${family.version}`}>
            version {family.version} of the family
          </TextLink>
          {asked.rule !== null && (
            <>
              , with counterfactuals by <bdi>{asked.rule}</bdi>
            </>
          )}
          , beside {asked.randomCircuits === 0 ? "no" : asked.randomCircuits} random circuits. Asked{" "}
          <RelativeDate date={createdAt} />.
        </p>
      </header>
      <Body evaluation={evaluation} viewer={viewer} params={query} />
    </article>
  );
}

interface BodyProps {
  evaluation: EvaluationView;
  viewer: Viewer;
  params: URLSearchParams;
}

async function Body({ evaluation, viewer, params }: BodyProps) {
  const { id, status, failure, family, asked } = evaluation;
  if (status === "failed") return <Failed id={id} failure={failure} isMember={viewer.kind === "member"} />;
  if (status === "computing") {
    const { progress, stage, queue, canCancel } = evaluation;
    return (
      <div>
        <LiveProgress
          kind="evaluation"
          address={evaluationAddress(id)}
          initial={{ status, failure, progress, stage, queue, canCancel }}
        />
        <p className="max-w-prose text-ink-soft text-m">
          Each prompt is a part: what is done stays done, whatever stops it. You may leave this page and come
          back.
        </p>
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      </div>
    );
  }
  const [packed, { read }] = await Promise.all([
    orNotFound(readPackedEvaluation(id, viewer)),
    orNotFound(getFamily({ familyId: family.id, version: family.version, viewer })),
  ]);
  const { rule, only, prompts } = asked;
  const chosen = choosePrompts(read, { rule: rule ?? undefined, only: only ?? undefined, prompts });
  return (
    <Results
      evaluation={evaluation}
      document={evaluationSchema.parse(unpackDocument(packed))}
      texts={chosen.map(({ text }) => text)}
      params={params}
    />
  );
}

function Failed({ id, failure, isMember }: { id: string; failure: string | null; isMember: boolean }) {
  return (
    <Notice
      tone="error"
      title="This evaluation is not there."
      actions={
        isMember ? (
          <RetryButton address={evaluationAddress(id)}>Go on with it</RetryButton>
        ) : (
          <TextLink href={`/sign-in?callbackUrl=${encodeURIComponent(`/evaluations/${id}`)}`}>
            Sign in to have it computed
          </TextLink>
        )
      }
    >
      {failure ?? "The worker gave no reason."}
    </Notice>
  );
}
