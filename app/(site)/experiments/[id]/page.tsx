import type { Metadata } from "next";
import { cache } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { Term } from "@/app/_components/term/term";
import { resultAddress } from "@/app/_queries/experiments";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import { RetryButton } from "@/app/(site)/_components/computation/retry-button";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { Checksum } from "@/components/ui/checksum";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { unpackDocument } from "@/lib/documents/packed-document";
import { siteUrl } from "@/lib/env";
import { readExperimentResult } from "@/lib/experiment-format/result";
import { getExperiment, readPackedResult } from "@/lib/experiments/get-experiment";
import type { ExperimentView, ListedResult } from "@/lib/experiments/view";
import { Asked } from "../_components/asked";
import { CiteExperiment } from "../_components/cite-experiment";
import { holdingWords } from "../_components/experiment-words";
import { ConclusionForm, OwnExperiment } from "../_components/own-experiment";
import { Results } from "../_components/results";
import { RunButton } from "../_components/run-button";
import { Runs } from "../_components/runs";
import { Times } from "../_components/times";
import "../_components/experiments.css";

interface ExperimentPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (id: string) => orNotFound(getExperiment(id, await getViewer())));

export async function generateMetadata({ params }: ExperimentPageProps): Promise<Metadata> {
  const { title, hypothesis, isPublic } = await load((await params).id);
  return {
    ...{ title, description: `An experiment. Hypothesis: ${hypothesis.says}` },
    ...(!isPublic && { robots: { index: false } }),
  };
}

/** What somebody expected of a model, what they changed in it to see, and what came of it; `?result=` is one of several runs. */
export default async function ExperimentPage({ params, searchParams }: ExperimentPageProps) {
  const [view, viewer, query] = await Promise.all([
    params.then(({ id }) => load(id)),
    getViewer(),
    searchParams.then(toParams),
  ]);
  const shown = chosenResult(view, query.get("result"));
  const { id, title, hypothesis, experiment, owner, forkedFrom, isPublic, isMine } = view;
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 max-w-prose break-words">
            <bdi>{title}</bdi>
          </h1>
          <span className="ml-auto">
            <CopyLink />
          </span>
        </div>
        <p className="mt-1 max-w-prose break-words text-ink-soft text-m">
          An <Term of="experiment" /> by{" "}
          <TextLink href={`/users/${owner.handle}`}>
            <bdi>{owner.name ?? owner.handle}</bdi>
          </TextLink>
          , hash <Checksum value={view.hash} />
          {forkedFrom && (
            <>
              , a fork of{" "}
              <TextLink href={`/experiments/${forkedFrom.id}`}>
                <bdi>{forkedFrom.title}</bdi>
              </TextLink>
            </>
          )}
          .{!isPublic && " Only you see it."}
          {!isMine && (
            <>
              {" \u00b7 "}
              <TextLink href={`/report?kind=experiment&id=${id}`}>Report</TextLink>
            </>
          )}
        </p>
        <p className="mt-3 flex flex-wrap gap-2">
          <ButtonLink href={`/experiments/new?fork=${id}`} size="s">
            Fork
          </ButtonLink>
          <a
            className="button"
            data-look="quiet"
            data-size="s"
            href={`/api/v1/experiments/${id}/file`}
            download={`experiment-${id}.json`}
          >
            Download as JSON
          </a>
        </p>
      </header>
      {experiment.description !== "" && (
        <p className="max-w-prose whitespace-pre-line break-words">
          <bdi>{experiment.description}</bdi>
        </p>
      )}
      <section aria-labelledby="hypothesis">
        <h2 id="hypothesis" className="text-l">
          Hypothesis
        </h2>
        <p className="mt-1 max-w-prose break-words font-semibold">
          <bdi>{hypothesis.says}</bdi>
        </p>
        <Times view={view} />
      </section>
      <Conclusion view={view} />
      <Asked view={view} />
      <section aria-labelledby="result">
        <h2 id="result" className="text-l">
          {shown && view.results.length > 1 ? `Result, run ${shown.number}` : "Result"}
        </h2>
        <Result view={view} shown={shown} viewer={viewer} params={query} />
      </section>
      {view.results.length > 0 && (
        <Runs view={view} shown={shown?.number ?? null} isMember={viewer.kind === "member"} />
      )}
      <CiteExperiment view={view} url={`${siteUrl()}/experiments/${id}`} />
      {isMine && <OwnExperiment id={id} isPublic={isPublic} />}
    </article>
  );
}

/** The one that is asked for, or the first that is ready, or the one under way. */
function chosenResult({ results }: ExperimentView, asked: string | null): ListedResult | null {
  return (
    results.find(({ number }) => String(number) === asked) ??
    results.find(({ status }) => status === "ready") ??
    results[0] ??
    null
  );
}

function Conclusion({ view }: { view: ExperimentView }) {
  const { id, conclusion, computedAt, isMine, isBundled } = view;
  return (
    <section aria-labelledby="conclusion">
      <h2 id="conclusion" className="text-l">
        {conclusion ? holdingWords[conclusion.holds] : "No conclusion yet"}
      </h2>
      {conclusion ? (
        <>
          <p className="mt-1 max-w-prose whitespace-pre-line break-words">
            <bdi>{conclusion.text}</bdi>
          </p>
          <p className="mt-1 text-ink-soft text-s">
            {isBundled ? "As the site says of this result" : "As its author says"},{" "}
            <RelativeDate date={conclusion.at} />.
          </p>
        </>
      ) : (
        <p className="mt-1 max-w-prose text-ink-soft text-m">
          {computedAt
            ? "Its author has not said yet what the result shows."
            : "There is no result yet to conclude anything of."}
        </p>
      )}
      {isMine && computedAt && (
        <ConclusionForm id={id} holds={conclusion?.holds ?? null} text={conclusion?.text ?? ""} />
      )}
    </section>
  );
}

interface ResultProps {
  view: ExperimentView;
  shown: ListedResult | null;
  viewer: Viewer;
  params: URLSearchParams;
}

async function Result({ view: { id }, shown, viewer, params }: ResultProps) {
  if (!shown)
    return viewer.kind === "member" ? (
      <div className="mt-2">
        <RunButton id={id} isFirst>
          Run it
        </RunButton>
        <p className="mt-2 max-w-prose text-ink-soft text-m">
          Nothing is computed yet. It takes computing time of your day; you may leave the page meanwhile.
        </p>
      </div>
    ) : (
      <p className="mt-1 max-w-prose text-m">
        Nobody has run it yet.{" "}
        <TextLink href={`/sign-in?${new URLSearchParams({ callbackUrl: `/experiments/${id}` })}`}>
          Sign in
        </TextLink>{" "}
        to run it.
      </p>
    );
  const { number, status, failure, progress, stage, queue, canCancel } = shown;
  const address = resultAddress(id, number);
  if (status === "failed")
    return (
      <div className="mt-2">
        <Notice
          title="This run did not come to its end."
          tone="error"
          actions={viewer.kind === "member" && <RetryButton address={address}>Run it again</RetryButton>}
        >
          {failure}
        </Notice>
      </div>
    );
  if (status === "computing")
    return (
      <>
        <LiveProgress
          kind="experiment"
          address={address}
          initial={{ status, failure, progress, stage, queue, canCancel }}
        />
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      </>
    );
  const packed = await orNotFound(readPackedResult({ id, number }, viewer));
  return (
    <Results
      result={readExperimentResult(unpackDocument(packed))}
      of={shown}
      experimentId={id}
      params={params}
    />
  );
}
