import type { Viewer } from "@/lib/auth/viewer-type";
import { findCausalChecks } from "@/lib/causal-checks/get-causal-check";
import { kindWords } from "@/lib/circuit-format/kind-words";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { findLabelledFeatures } from "@/lib/circuits/find-labelled-features";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { readPackedGraph, refuseManyEdges } from "@/lib/circuits/read-circuit-graph";
import type { CircuitView } from "@/lib/circuits/view";
import { askerOf } from "@/lib/computations/asker";
import { siteUrl } from "@/lib/env";
import { findOpened } from "@/lib/expansions/find-opened";
import { findOpenedNames } from "@/lib/expansions/find-opened-names";
import { getFinding } from "@/lib/findings/get-finding";
import { onThread } from "@/lib/threads/on-thread";
import type { CircuitViewState } from "@/lib/views/view-state";
import { findOutputTexts, targetTitle } from "../(site)/circuits/_components/target-words";
import type { CircuitFigure } from "./draw-circuit-figure";
import { drawingFigure } from "./drawing-figure";
import { type FigureQuery, viewOf } from "./figure-query";

interface FigureQuestion extends FigureQuery {
  /** Whose title and arrangement it has, unless `view` is another. */
  finding?: string | undefined;
}

/**
 * A circuit as a figure for a paper, arranged as the query says: an SVG file. Throws "not-found", "conflict" for a circuit not
 * ready, "invalid-input" for a view that cannot be read, "unprocessable" for what is too large, and what `onThread` throws.
 */
export async function getCircuitFigure(
  circuitId: string,
  question: FigureQuestion,
  viewer: Viewer,
): Promise<string> {
  const finding = question.finding ? await getFinding({ findingId: question.finding, viewer }) : null;
  const view = question.view ?? (finding?.circuitId === circuitId ? finding.state : undefined);
  const figure = await prepareFigure(circuitId, {
    view: await viewOf({ view }),
    path: `/circuits/${circuitId}${view ? `?${new URLSearchParams({ view })}` : ""}`,
    viewer,
  });
  const { look, width, titled } = question;
  const title = titled ? (finding?.title ?? null) : null;
  return onThread(drawingFigure, askerOf(viewer).key, async () => ({
    ...(await figure()),
    ...{ title, look, width },
  }));
}

/** What a figure of a circuit is drawn from; the large documents are read when it is its turn. */
export async function prepareFigure(
  circuitId: string,
  { view, path, viewer }: { view: CircuitViewState; path: string; viewer: Viewer },
): Promise<() => Promise<Omit<CircuitFigure, "title" | "look" | "width">>> {
  const circuit = await getCircuit(circuitId);
  refuseManyEdges(circuit.edgeCount, "Raise its edge threshold for a figure.");
  const { model, target, tokens } = circuit;
  const outputs = await findOutputTexts(model.name, target);
  const site = siteUrl();
  return async () => ({
    packed: await readPackedGraph(circuitId),
    ...(await openedOf(circuit, view, outputs)),
    view,
    layers: model.layers,
    question: targetTitle({ target, tokens, outputs }),
    readBy: readByOf(circuit),
    verified: circuit.verification?.passed ?? null,
    check: await checkOf(circuitId, viewer),
    link: { shown: `${site}/circuits/${circuitId}`, whole: `${site}${path}` },
  });
}

/** What was expanded by hand, and the words for all nodes, also for those that were found so. */
async function openedOf(
  { id, runId, tokens }: CircuitView,
  { opened }: CircuitViewState,
  outputs: Awaited<ReturnType<typeof findOutputTexts>>,
): Promise<Pick<CircuitFigure, "expansions" | "words">> {
  const expansions = await findOpened(id, opened);
  const labels = new Map([...(await findOpenedNames(runId, expansions)), ...(await findCircuitNames(id))]);
  const labelled = new Map(await findLabelledFeatures(id));
  return { expansions, words: { tokens, outputs: new Map(outputs), labels, labelled } };
}

function readByOf({ model, kinds }: CircuitView): string {
  const sets = kinds.map(({ kind, set }) => `${set.displayName} (${kindWords[kind].name})`);
  return `${model.displayName} read with ${sets.length > 0 ? sets.join(", ") : "no dictionaries"}.`;
}

/** The check that the circuit's page shows first: the one with nothing held, where there is one. */
async function checkOf(circuitId: string, viewer: Viewer): Promise<CircuitFigure["check"]> {
  const checks = await findCausalChecks(circuitId, viewer);
  const done = checks.flatMap(({ frozen, result }) => (result ? [{ frozen, result }] : []));
  return done.find(({ frozen }) => !frozen) ?? done[0] ?? null;
}
