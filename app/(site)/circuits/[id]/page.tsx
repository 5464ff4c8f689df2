import type { Metadata } from "next";
import { cache } from "react";
import { InlineScript } from "@/app/_components/inline-script";
import { cursorOf } from "@/app/_components/list-pager";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { causalCheckQuery } from "@/app/_queries/causal-checks";
import { circuitAddress } from "@/app/_queries/circuits";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { verificationQuery } from "@/app/_queries/verifications";
import { viewsQuery } from "@/app/_queries/views";
import { RetryButton } from "@/app/(site)/_components/computation/retry-button";
import { FeaturesOf } from "@/app/(site)/_components/feature-card/features-of";
import { CircuitPromptBar } from "@/app/(site)/_components/prompt-bar/circuit-prompt-bar";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { Notice } from "@/components/ui/notice";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { findCausalChecks } from "@/lib/causal-checks/get-causal-check";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { findLabelledFeatures } from "@/lib/circuits/find-labelled-features";
import { getCircuit } from "@/lib/circuits/get-circuit";
import type { CircuitView } from "@/lib/circuits/view";
import { letGoMessage } from "@/lib/computations/computation";
import { getProgress } from "@/lib/computations/watch";
import { findDraftOfCircuit } from "@/lib/findings/find-draft";
import { findSetQuality } from "@/lib/models/find-set-quality";
import { idCursor } from "@/lib/paging/page";
import { findViewState, findViews } from "@/lib/views/save-view";
import { CircuitProgress } from "../_components/circuit-progress";
import { CircuitTop, shortened } from "../_components/circuit-top";
import { showWidthAtOnce } from "../_components/panes/side-width";
import { findOutputTexts, findTargetNames, type OutputTexts, targetTitle } from "../_components/target-words";
import { FiguresOf } from "../_components/workbench/figures-of";
import { WorkbenchLazily } from "../_components/workbench-lazily";
import { Writing } from "../_components/writing/writing-about";
import { writingOn } from "../_components/writing/writing-on";
import { AskAnother } from "./ask-another";
import { Beneath } from "./beneath";
import "../circuits.css";
import "../instrument.css";

interface CircuitPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadCircuit = cache(async (id: string) => {
  const circuit = await orNotFound(getCircuit(id));
  const [outputs, names] = await Promise.all([
    findOutputTexts(circuit.model.name, circuit.target),
    findTargetNames(circuit.runId, [circuit.target]),
  ]);
  return { circuit, outputs, names };
});

export async function generateMetadata({ params }: CircuitPageProps): Promise<Metadata> {
  const { circuit, outputs, names } = await loadCircuit((await params).id);
  const title = targetTitle({ ...circuit, outputs, names });
  const description = `A circuit of ${circuit.model.displayName} in the text \u201c${shortened(circuit.text)}\u201d: which features, errors and tokens make its target, and by how much.`;
  const address = circuit.status === "ready" ? circuitAddress(circuit.id) : null;
  const alt = `The graph of the circuit in small: ${title}`;
  return { title, description, ...previewMetadata({ title, description, address, alt }) };
}

export default async function CircuitPage({ params, searchParams }: CircuitPageProps) {
  const [{ circuit, outputs, names }, viewer] = await Promise.all([
    loadCircuit((await params).id),
    getViewer(),
  ]);
  const query = toParams(await searchParams);
  const { id, status } = circuit;
  const ready = status === "ready";
  const [labels, labelled] = ready
    ? await Promise.all([findCircuitNames(id), findLabelledFeatures(id)])
    : [[], []];
  const cursor = cursorOf(query, "views", idCursor) ?? null;
  const views =
    ready && viewer.kind === "member"
      ? { cursor, ...(await findViews({ circuitId: id, ownerId: viewer.id, ...(cursor && { cursor }) })) }
      : null;
  return (
    <article className="circuit-page">
      {/* The panes have the width that one chose before, before they are drawn. */}
      <InlineScript source={showWidthAtOnce} />
      {ready && <SkipTo id="side-pane">Skip to the chosen node</SkipTo>}
      {ready && <SkipTo id="beneath">Skip to what stands beneath the graph</SkipTo>}
      {ready && <SkipTo id="site-footer">Skip to the foot of the page</SkipTo>}
      <Prefetched answers={ready ? await answersOf(circuit, viewer, views) : []}>
        <div className="instrument">
          <CircuitTop
            circuit={circuit}
            outputs={outputs}
            names={names}
            prompt={<CircuitPromptBar circuit={circuit} viewer={viewer} params={query} />}
            another={status !== "failed" && <AskAnother key={id} {...asked(circuit)} outputs={outputs} />}
          />
          <Body
            circuit={circuit}
            outputs={outputs}
            labels={labels}
            labelled={labelled}
            viewer={viewer}
            saved={query.get("saved")}
          />
        </div>
        {ready && <Beneath circuit={circuit} labels={labels} viewer={viewer} views={views} params={query} />}
      </Prefetched>
    </article>
  );
}

/** What a circuit was asked, without what the browser does not need. */
function asked({ target, mode, threshold, edgeThreshold, maxNodes, runId, model, tokens }: CircuitView) {
  return { spec: { target, mode, threshold, edgeThreshold, maxNodes }, runId, model: model.name, tokens };
}

/** For who has a keyboard alone: seen while it has the focus. */
function SkipTo({ id, children }: { id: string; children: string }) {
  return (
    <a
      href={`#${id}`}
      className="button sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-4 focus:z-20"
      data-look="primary"
    >
      {children}
    </a>
  );
}

type CircuitNames = Awaited<ReturnType<typeof findCircuitNames>>;
type OwnViews = { cursor: string | null } & Awaited<ReturnType<typeof findViews>>;

/** What the leaves of a finished circuit's page would ask for first. */
async function answersOf({ id, verification }: CircuitView, viewer: Viewer, views: OwnViews | null) {
  const checks = await findCausalChecks(id, viewer);
  return [
    known(verificationQuery(id), verification && { ...verification, canCancel: false }),
    known(causalCheckQuery(id, false), checks.find(({ frozen }) => !frozen) ?? null),
    known(causalCheckQuery(id, true), checks.find(({ frozen }) => frozen) ?? null),
    ...(views ? [known(viewsQuery(id, views.cursor), views.items)] : []),
  ];
}

interface BodyProps {
  circuit: CircuitView;
  outputs: OutputTexts;
  labels: CircuitNames;
  labelled: Awaited<ReturnType<typeof findLabelledFeatures>>;
  viewer: Viewer;
  /** The view that the address asks for, of those one has saved. */
  saved: string | null;
}

/**
 * A circuit as far as it is: its progress, why it failed, or its graph. The graph is the same element while it is
 * computed and after, so that it is drawn as soon as it is there and stays when the page is made anew.
 */
async function Body({ circuit, outputs, labels, labelled, viewer, saved }: BodyProps) {
  if (circuit.status === "failed") return <Failed circuit={circuit} />;
  const { id, runId, target, tokens, model, status } = circuit;
  const ready = status === "ready";
  const draft =
    viewer.kind === "member" ? await findDraftOfCircuit({ circuitId: id, authorId: viewer.id }) : null;
  const own = saved && viewer.kind === "member" ? { circuitId: id, ownerId: viewer.id, viewId: saved } : null;
  return (
    <div className="instrument-body">
      {!ready && (
        <>
          <CircuitProgress circuitId={id} initial={await getProgress(circuitComputation, { id }, viewer)} />
          <noscript>
            <meta httpEquiv="refresh" content="3" />
          </noscript>
        </>
      )}
      {circuit.truncated && (
        <Notice title={`Only the first ${circuit.maxNodes} nodes were expanded.`}>
          More of them reach the threshold. What they would have passed on is counted at them instead: choose
          a larger threshold for a whole circuit.
        </Notice>
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
        <FiguresOf figures={ready ? await findSetQuality(model.name, circuit.kinds) : []}>
          <Writing key={id} about={writingOn(id, viewer, draft)}>
            <WorkbenchLazily
              key={`${id} graph`}
              circuit={{
                ...{ address: circuitAddress(id), runId, target, tokens, layers: model.layers },
                leafKinds: circuit.kinds.flatMap(({ kind, leavesOnly }) => (leavesOnly === null ? [] : kind)),
              }}
              outputs={outputs}
              labels={labels}
              labelled={labelled}
              initialView={own ? await findViewState(own) : (draft?.state ?? null)}
              ready={ready}
            />
          </Writing>
        </FiguresOf>
      </FeaturesOf>
    </div>
  );
}

function Failed({ circuit: { id, failure } }: { circuit: CircuitView }) {
  return (
    <div className="mt-6">
      <Notice
        tone="error"
        title={
          failure === letGoMessage
            ? "The graph of this circuit is not kept any more."
            : "This circuit could not be traced."
        }
        actions={<RetryButton address={circuitAddress(id)}>Trace it again</RetryButton>}
      >
        {failure ?? "The worker gave no reason."}
      </Notice>
    </div>
  );
}
