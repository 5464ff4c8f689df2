import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { cache, Suspense } from "react";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import { orNotFound } from "@/app/or-not-found";
import { Explain } from "@/components/ui/explain";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import { Skeleton } from "@/components/ui/progress";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { getProgress } from "@/lib/computations/watch";
import { sendSoFar } from "@/lib/http/page-in-making";
import { getImport, type ShownImport } from "@/lib/imports/get-import";
import type { OwnedImport } from "@/lib/imports/get-standing";
import { importComputation } from "@/lib/imports/import-computation";
import type { ShownReport } from "@/lib/imports/shown-report";
import { placeTokens } from "@/lib/tokens/token-text";
import { encodeView } from "@/lib/views/view-codec";
import { untouchedView } from "@/lib/views/view-state";
import { findOutputTexts, type OutputTexts, TargetWords } from "../../circuits/_components/target-words";
import { WorkbenchSkeleton } from "../../circuits/_components/workbench/workbench-skeleton";
import { WorkbenchLazily } from "../../circuits/_components/workbench-lazily";
import { ChooseTarget } from "../_components/choose-target";
import { DeleteImport } from "../_components/delete-import";
import { OfFinding } from "../_components/of-finding";
import { Sentences } from "../_components/sentences";
import { Standing } from "../_components/standing";
import "../../circuits/circuits.css";
import "../imports.css";

interface ImportPageProps {
  params: Promise<{ id: string }>;
}

const loadImport = cache(async (importId: string) => {
  const viewer = await getViewer();
  if (viewer.kind !== "member")
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/imports/${importId}`)}`);
  const imported = await orNotFound(getImport({ importId, ownerId: viewer.id }));
  const summary = imported.report?.summary;
  // Of two texts for one token the later counts, the file's own: its model may be another of the same name.
  const outputs = summary
    ? [
        ...(await findOutputTexts(summary.model, summary.target)),
        ...summary.outputs.map(([id, text]) => [id, { text }] as const),
      ]
    : [];
  return { viewer, imported, outputs };
});

export async function generateMetadata({ params }: ImportPageProps): Promise<Metadata> {
  const { imported } = await loadImport((await params).id);
  return { title: imported.fileName, robots: { index: false } };
}

export default async function ImportPage({ params }: ImportPageProps) {
  const { viewer, imported, outputs } = await loadImport((await params).id);
  const { id, fileName, createdAt, report } = imported;
  return (
    <article className="circuit-page">
      <header>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 break-words text-l">
            {report ? (
              <>
                What makes{" "}
                <TargetWords
                  {...report.summary}
                  tokens={placeTokens(report.summary.tokens)}
                  outputs={outputs}
                />
              </>
            ) : (
              fileName
            )}
          </h1>
          <div className="ml-auto">
            <DeleteImport id={id} fileName={fileName} leadsTo="/imports" />
          </div>
        </div>
        <p className="mt-1 break-words text-ink-soft text-m">
          Imported from {fileName} <RelativeDate date={createdAt} />. Only you see it.
        </p>
      </header>
      {report ? (
        <Read report={report} outputs={outputs} id={id} viewer={viewer} />
      ) : (
        <Unread imported={imported} />
      )}
    </article>
  );
}

async function Unread({ imported }: { imported: ShownImport }) {
  if (imported.status === "failed")
    return (
      <div className="mt-6">
        <Notice
          tone="error"
          title="This file could not be read as a circuit."
          actions={
            <ButtonLink href="/imports" size="s">
              Import another
            </ButtonLink>
          }
        >
          {imported.failure ?? "The worker gave no reason."}
        </Notice>
      </div>
    );
  const progress = await getProgress(importComputation, { id: imported.id }, await getViewer());
  return (
    <>
      <LiveProgress kind="import" address={`/api/v1/imports/${imported.id}`} initial={progress} />
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <WorkbenchSkeleton tokens={[]} />
    </>
  );
}

interface ReadProps {
  report: ShownReport;
  outputs: OutputTexts;
  id: string;
  viewer: OwnedImport["viewer"];
}

async function Read({ report, outputs, id, viewer }: ReadProps) {
  const { summary, finding, problems, lost } = report;
  const { target, layers, labels, pinned, groups } = summary;
  const tokens = placeTokens(summary.tokens);
  // Comparing with the site's own circuit may take seconds.
  sendSoFar();
  return (
    <>
      <Facts summary={summary} />
      {summary.fromLinks && summary.targets.length > 1 && (
        <ChooseTarget importId={id} target={target} targets={summary.targets} />
      )}
      {finding && (
        <Suspense fallback={<Skeleton className="mt-4 h-12 w-full" />}>
          <OfFinding finding={finding} />
        </Suspense>
      )}
      <Suspense fallback={<Skeleton className="mt-4 h-12 w-full" />}>
        <Standing importId={id} viewer={viewer} summary={summary} />
      </Suspense>
      <p className="mt-3 max-w-prose text-ink-soft text-m">
        An imported circuit is not evaluated over prompts, since another program computed it: trace the same
        question here, and evaluate that.
      </p>
      {summary.truncated && (
        <p className="mt-3 text-m">
          Not every node over the threshold was expanded: what those would have passed on is counted at them.
        </p>
      )}
      <Told title="What was wrong in the file, or left out of it" sentences={problems} open />
      <Told title="What the file says and an imported circuit does not keep" sentences={lost} />
      <WorkbenchLazily
        key={target}
        circuit={{ address: `/api/v1/imports/${id}`, runId: null, target, layers, tokens }}
        outputs={outputs}
        labels={labels}
        initialView={finding?.arrangement || (await encodeView({ ...untouchedView, pinned, groups }))}
      />
    </>
  );
}

function Told({ title, sentences, open }: { title: string; sentences: string[]; open?: boolean }) {
  if (sentences.length === 0) return null;
  return (
    <details className="mt-3 text-m" open={open}>
      <summary>{title}</summary>
      <Sentences label={title} sentences={sentences} />
    </details>
  );
}

function Facts({ summary }: { summary: ShownReport["summary"] }) {
  const { model, mode, fromLinks, value, scores, tracerScores, nodeCount, edgeCount, creator, description } =
    summary;
  return (
    <>
      {description && <p className="mt-2 max-w-prose break-words text-m">{description}</p>}
      <dl className="circuit-facts">
        <div>
          <dt>model</dt>
          <dd className="mono">{model}</dd>
        </div>
        {!fromLinks && (
          <div>
            <dt>mode</dt>
            <dd>{mode}</dd>
          </div>
        )}
        {value !== null && (
          <div>
            <dt>value</dt>
            <dd>
              <Num value={value} />
            </dd>
          </div>
        )}
        <div>
          <dt>replacement</dt>
          <dd>
            <data value={scores.replacement} title={String(scores.replacement)}>
              {formatProbability(scores.replacement)}
            </data>
          </dd>
        </div>
        <div>
          <dt>completeness</dt>
          <dd>
            <data value={scores.completeness} title={String(scores.completeness)}>
              {formatProbability(scores.completeness)}
            </data>
          </dd>
        </div>
        <div>
          <dt>size</dt>
          <dd>
            {formatCount(nodeCount)} nodes, {formatCount(edgeCount)} edges
          </dd>
        </div>
        {fromLinks && (
          <div>
            <dt>influence, effect, scores</dt>
            <dd>computed from the file's links</dd>
          </div>
        )}
        {tracerScores && (
          <div>
            <dt>as circuit-tracer scores it</dt>
            <dd>
              <Explain explanation="Over all predicted tokens of the file by their probability, and of what reaches tokens and errors alone: what ends in biases, positions or unopened features is left out. The scores beside are of the one target, and count all that its influence ends in.">
                replacement {formatProbability(tracerScores.replacement)}, completeness{" "}
                {formatProbability(tracerScores.completeness)}
              </Explain>
            </dd>
          </div>
        )}
        {creator && (
          <div>
            <dt>made by</dt>
            <dd className="break-all">{creator}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
