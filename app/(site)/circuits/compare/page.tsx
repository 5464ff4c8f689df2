import type { Metadata } from "next";
import { circuitAddress } from "@/app/_queries/circuits";
import { toParams } from "@/app/(site)/_components/to-params";
import { Link, TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { matchKinds } from "@/lib/circuit-comparison/match-packed";
import { matchStoredCircuits } from "@/lib/circuit-comparison/match-stored-circuits";
import type { MatchKind, MatchRule } from "@/lib/circuit-graph/match-circuits";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { findLabelledFeatures } from "@/lib/circuits/find-labelled-features";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { refuseManyEdges } from "@/lib/circuits/refuse-many-edges";
import { askerOf } from "@/lib/computations/asker";
import { AppError } from "@/lib/errors";
import { type CompareSide, chosenIn } from "../_components/compare/chosen-node";
import { CircuitSide } from "../_components/compare/circuit-side";
import { CompareForm } from "../_components/compare/compare-form";
import type { ComparedCircuit, ComparePicturesProps } from "../_components/compare/compare-pictures";
import { ComparePicturesLazily } from "../_components/compare/compare-pictures-lazily";
import { CompareTable, matchWords } from "../_components/compare/compare-table";
import { findOutputTexts, findTargetNames } from "../_components/target-words";
import "../circuits.css";

export const metadata: Metadata = { title: "Compare two circuits" };

const rowsShown = 100;

interface ComparePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ComparePage({ searchParams }: ComparePageProps) {
  const params = toParams(await searchParams);
  const given = [params.get("a") ?? "", params.get("b") ?? ""] as const;
  const [a, b] = [idIn(given[0]), idIn(given[1])];
  const wrong = given.filter((text) => text.trim() !== "" && idIn(text) === null);
  return (
    <article className="circuit-page">
      <h1 className="text-l">Two circuits compared</h1>
      <CompareForm a={given[0]} b={given[1]} />
      {wrong.length > 0 && (
        <Notice tone="error" title={`There is no circuit in ${wrong.map(quoted).join(" or ")}.`}>
          Copy the address of a circuit's own page, or the id in it, and put it in its place.
        </Notice>
      )}
      {a && b ? (
        <Comparison
          a={a}
          b={b}
          shown={matchKinds.find((kind) => kind === params.get("show")) ?? null}
          chosen={chosenIn(params.get("node") ?? "")}
        />
      ) : (
        <EmptyState title="Two circuits side by side: what both have, and what only one has.">
          Open a circuit and choose another of its text there, or put the addresses of any two circuits above:
          of two prompts, of two targets, or of the same one in direct and in residual mode.
        </EmptyState>
      )}
    </article>
  );
}

/** What somebody put in a field, as far as it fits into a sentence. */
function quoted(text: string): string {
  const characters = [...text];
  return `\u201c${characters.length > 60 ? `${characters.slice(0, 60).join("")}\u2026` : text}\u201d`;
}

/** The id in an address of a circuit, or by itself. */
function idIn(text: string): string | null {
  return /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i.exec(text)?.[0].toLowerCase() ?? null;
}

async function load(id: string, side: CompareSide) {
  const circuit = await getCircuit(id).catch((error) => {
    throw error instanceof AppError && error.code === "not-found"
      ? new AppError(
          "not-found",
          `The ${side} address is of no circuit here. Copy it from the circuit's own page.`,
        )
      : error;
  });
  refuseManyEdges(circuit.edgeCount, "Choose a larger edge threshold for it.");
  const [outputs, targetNames, names, labelled] = await Promise.all([
    findOutputTexts(circuit.model.name, circuit.target),
    findTargetNames(circuit.runId, [circuit.target]),
    findCircuitNames(id),
    findLabelledFeatures(id),
  ]);
  return { circuit, outputs, targetNames, names, named: new Map(names), labelled };
}

async function loadBoth(a: string, b: string, shown: MatchKind | null) {
  const [left, right] = await Promise.all([load(a, "left"), load(b, "right")]);
  const sameText = left.circuit.runId === right.circuit.runId;
  const anchor = sameText ? "start" : "target";
  const rule: MatchRule = { anchor, sameModel: left.circuit.model.name === right.circuit.model.name };
  const asker = askerOf(await getViewer()).key;
  const sides = { left: left.circuit, right: right.circuit };
  const match = await matchStoredCircuits({ ...sides, rule, shown, mostRows: rowsShown, asker });
  return { left, right, rule, sameText, ...match };
}

/** What the pictures need of a side. */
function compared({ circuit, outputs, names, labelled }: Awaited<ReturnType<typeof load>>): ComparedCircuit {
  const { id, runId, target, tokens, model } = circuit;
  return {
    address: circuitAddress(id),
    runId,
    target,
    tokens,
    layers: model.layers,
    outputs,
    names,
    labelled,
  };
}

interface ComparisonProps {
  a: string;
  b: string;
  shown: MatchKind | null;
  chosen: ComparePicturesProps["chosen"];
}

async function Comparison({ a, b, shown, chosen }: ComparisonProps) {
  let read: Awaited<ReturnType<typeof loadBoth>>;
  try {
    read = await loadBoth(a, b, shown);
  } catch (error) {
    if (error instanceof AppError)
      return (
        <Notice tone="error" title="These two cannot be compared.">
          {error.message}
        </Notice>
      );
    throw error;
  }
  const { left, right, rule, sameText, rows, counts, shared } = read;
  const all = matchKinds.reduce((sum, kind) => sum + counts[kind], 0);
  const listed = shown ? counts[shown] : all;
  const node = chosen ? `&node=${chosen.side}:${chosen.id}` : "";
  const href = (kind: MatchKind | null) =>
    `/circuits/compare?a=${a}&b=${b}${kind ? `&show=${kind}` : ""}${node}`;
  return (
    <>
      <div className="mt-6 grid gap-x-8 gap-y-4 md:grid-cols-2">
        <CircuitSide
          name="Left"
          {...{ circuit: left.circuit, outputs: left.outputs, names: left.targetNames, shared: shared.left }}
        />
        <CircuitSide
          name="Right"
          {...{
            circuit: right.circuit,
            outputs: right.outputs,
            names: right.targetNames,
            shared: shared.right,
          }}
        />
      </div>
      {!rule.sameModel && (
        <div className="mt-4">
          <Notice title="The two are of different models, so equal numbers are not the same features.">
            Only tokens, positions and errors can be compared between them.
          </Notice>
        </div>
      )}
      <ComparePicturesLazily
        key={`${a} ${b}`}
        left={compared(left)}
        right={compared(right)}
        rule={rule}
        chosen={chosen}
      />
      <nav className="compare-kinds" aria-label="Which nodes">
        <Link href={href(null)} aria-current={shown === null ? "page" : undefined}>
          all {all}
        </Link>
        {matchKinds.map((kind) => (
          <Link key={kind} href={href(kind)} aria-current={shown === kind ? "page" : undefined}>
            {matchWords[kind]} {counts[kind]}
          </Link>
        ))}
      </nav>
      <p className="text-ink-soft text-s">
        {sameText
          ? "One text: a node is the same where the feature and the token are."
          : "Two texts: a node is the same where the feature is, as many tokens before the target."}
      </p>
      <CompareTable
        rows={rows}
        left={{ ...left.circuit, names: left.named, labelled: new Map(left.labelled) }}
        right={{ ...right.circuit, names: right.named, labelled: new Map(right.labelled) }}
      />
      {listed > rowsShown && (
        <p className="mt-2 text-ink-soft text-s">
          {listed - rowsShown} less influential ones are not listed.{" "}
          <TextLink href={`/api/v1/circuits/${a}/graph`}>Left</TextLink> and{" "}
          <TextLink href={`/api/v1/circuits/${b}/graph`}>right</TextLink> as JSON have them all.
        </p>
      )}
    </>
  );
}
