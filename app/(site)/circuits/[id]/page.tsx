import type { Metadata } from "next";
import { cache, Suspense } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { causalCheckQuery } from "@/app/_queries/causal-checks";
import { circuitAddress } from "@/app/_queries/circuits";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { verificationQuery } from "@/app/_queries/verifications";
import { viewsQuery } from "@/app/_queries/views";
import { RetryButton } from "@/app/(site)/_components/computation/retry-button";
import { FeaturesOf } from "@/app/(site)/_components/feature-card/features-of";
import { ReadWith } from "@/app/(site)/_components/run/read-with";
import { toParams } from "@/app/(site)/_components/to-params";
import { UnstatedProcessing } from "@/app/(site)/_components/unstated-processing";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { findCausalChecks } from "@/lib/causal-checks/get-causal-check";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { getCircuit } from "@/lib/circuits/get-circuit";
import type { CircuitView } from "@/lib/circuits/view";
import { letGoMessage } from "@/lib/computations/computation";
import { getProgress } from "@/lib/computations/watch";
import { idCursor } from "@/lib/paging/page";
import { findViewState, findViews } from "@/lib/views/save-view";
import { FindingsOfCircuit } from "../../findings/_components/findings-of-circuit";
import { CausalCheck } from "../_components/causal-check/causal-check";
import { CircuitFacts, CircuitFactsSkeleton } from "../_components/circuit-facts";
import { CircuitProgress } from "../_components/circuit-progress";
import { OtherCircuits } from "../_components/other-circuits";
import { Recompute } from "../_components/recompute";
import { SavedViews } from "../_components/saved-views";
import { findOutputTexts, type OutputTexts, TargetWords, targetTitle } from "../_components/target-words";
import { Verification } from "../_components/verification";
import { WorkbenchLazily } from "../_components/workbench-lazily";
import { WriteUpLink } from "../_components/write-up-link";
import "../circuits.css";

interface CircuitPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadCircuit = cache(async (id: string) => {
  const circuit = await orNotFound(getCircuit(id));
  const outputs = await findOutputTexts(circuit.model.name, circuit.target);
  return { circuit, outputs };
});

export async function generateMetadata({ params }: CircuitPageProps): Promise<Metadata> {
  const { circuit, outputs } = await loadCircuit((await params).id);
  return {
    title: targetTitle({ ...circuit, outputs }),
    description: `A circuit of ${circuit.model.displayName} in the text \u201c${shortened(circuit.text)}\u201d: which features, errors and tokens make its target, and by how much.`,
  };
}

export default async function CircuitPage({ params, searchParams }: CircuitPageProps) {
  const [{ circuit, outputs }, viewer] = await Promise.all([loadCircuit((await params).id), getViewer()]);
  const query = toParams(await searchParams);
  return (
    <article className="circuit-page">
      <header>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="text-l">
            What makes <TargetWords {...circuit} outputs={outputs} />
          </h1>
          <span className="ml-auto flex gap-2">
            {circuit.status === "ready" && <WriteUpLink circuitId={circuit.id} />}
            <CopyLink />
          </span>
        </div>
        <p className="mt-1 text-ink-soft text-m">
          in <TextLink href={`/models/${circuit.model.name}`}>{circuit.model.displayName}</TextLink>,{" "}
          <ReadWith kinds={circuit.kinds} />
          from <TextLink href={`/runs/${circuit.runId}`}>{shortened(circuit.text)}</TextLink>
        </p>
        <Facts circuit={circuit} />
        <UnstatedProcessing runId={circuit.runId} />
      </header>
      <Body circuit={circuit} outputs={outputs} viewer={viewer} query={query} />
    </article>
  );
}

/** Whole characters, and something to press where a text is all white space. */
function shortened(text: string): string {
  const characters = [...text];
  if (characters.length > 120) return `${characters.slice(0, 120).join("")}\u2026`;
  return text.trim() === "" ? "\u2423" : text;
}

function Facts({ circuit }: { circuit: CircuitView }) {
  const { runId, target, mode, threshold, edgeThreshold, maxNodes } = circuit;
  return (
    <dl className="circuit-facts">
      <Recompute
        key={circuit.id}
        runId={runId}
        spec={{ target, mode, threshold, edgeThreshold, maxNodes }}
        hasResidual={circuit.kinds.some(({ kind }) => kind === "resid")}
      />
      {circuit.status === "computing" ? <CircuitFactsSkeleton /> : <CircuitFacts circuit={circuit} />}
      {circuit.status === "ready" && (
        <Prefetched
          answers={[
            known(
              verificationQuery(circuit.id),
              circuit.verification && { ...circuit.verification, canCancel: false },
            ),
          ]}
        >
          <Verification key={`${circuit.id} verification`} circuitId={circuit.id} />
        </Prefetched>
      )}
    </dl>
  );
}

interface BodyProps {
  circuit: CircuitView;
  outputs: OutputTexts;
  viewer: Viewer;
  query: URLSearchParams;
}

/**
 * A circuit as far as it is: its progress, why it failed, or its graph. The graph is the same element while it is
 * computed and after, so that it is drawn as soon as it is there and stays when the page is made anew.
 */
async function Body({ circuit, outputs, viewer, query }: BodyProps) {
  if (circuit.status === "failed")
    return (
      <div className="mt-6">
        <Notice
          tone="error"
          title={
            circuit.failure === letGoMessage
              ? "The graph of this circuit is not kept any more."
              : "This circuit could not be traced."
          }
          actions={<RetryButton address={circuitAddress(circuit.id)}>Trace it again</RetryButton>}
        >
          {circuit.failure ?? "The worker gave no reason."}
        </Notice>
      </div>
    );
  const { id, runId, target, tokens, model, status } = circuit;
  const ready = status === "ready";
  const own = viewer.kind === "member" ? { circuitId: id, ownerId: viewer.id } : null;
  const cursor = cursorOf(query, "views", idCursor);
  const views = own && (await findViews({ ...own, ...(cursor && { cursor }) }));
  const saved = query.get("saved");
  const checks = ready ? await findCausalChecks(id, viewer) : [];
  return (
    <div className="relative">
      {!ready && (
        <CircuitProgress circuitId={id} initial={await getProgress(circuitComputation, { id }, viewer)} />
      )}
      {!ready && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      {circuit.truncated && (
        <div className="mt-4">
          <Notice title={`Only the first ${circuit.maxNodes} nodes were expanded.`}>
            More of them reach the threshold. What they would have passed on is counted at them instead:
            choose a larger threshold for a whole circuit.
          </Notice>
        </div>
      )}
      {ready && (
        <noscript>
          <p className="mt-4 text-m">
            The graph is drawn by a script. Its numbers are in{" "}
            <a className="text-link" href={`/api/v1/circuits/${id}/graph`}>
              the circuit as JSON
            </a>
            .
          </p>
        </noscript>
      )}
      <FeaturesOf model={model.name} kinds={circuit.kinds}>
        <WorkbenchLazily
          key={`${id} graph`}
          circuit={{ address: circuitAddress(id), runId, target, tokens, layers: model.layers }}
          outputs={outputs}
          labels={ready ? await findCircuitNames(id) : []}
          initialView={own && saved && (await findViewState({ ...own, viewId: saved }))}
          ready={ready}
        />
      </FeaturesOf>
      {ready && (
        <Prefetched
          answers={[
            known(causalCheckQuery(id, false), checks.find(({ frozen }) => !frozen) ?? null),
            known(causalCheckQuery(id, true), checks.find(({ frozen }) => frozen) ?? null),
            ...(views ? [known(viewsQuery(id, cursor ?? null), views.items)] : []),
          ]}
        >
          <CausalCheck key={id} circuitId={id} />
          {views && (
            <SavedViews
              key={`${id} views`}
              circuitId={id}
              cursor={cursor ?? null}
              pager={
                <ListPager
                  list="views"
                  label="Pages of your views"
                  params={query}
                  nextCursor={views.nextCursor}
                />
              }
            />
          )}
        </Prefetched>
      )}
      {ready && (
        <Suspense>
          <FindingsOfCircuit circuitId={id} viewer={viewer} params={query} />
          <OtherCircuits circuit={circuit} params={query} />
        </Suspense>
      )}
    </div>
  );
}
