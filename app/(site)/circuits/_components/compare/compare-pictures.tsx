"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { onReturn, replaceAddress, stepAddress } from "@/app/_components/replace-address";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { markOfKind } from "@/components/ui/graph/node-mark";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import { type MatchedNode, type MatchRule, matchCircuits } from "@/lib/circuit-graph/match-circuits";
import type { TokenText } from "@/lib/tokens/token-text";
import { GraphLegend } from "../workbench/graph-legend";
import { NoDocument } from "../workbench/no-document";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";
import { type ChosenNode, type CompareSide, chosenIn } from "./chosen-node";
import { CompareGraph } from "./compare-graph";

export interface ComparedCircuit extends WorkbenchCircuit {
  /** Texts of the tokens that logits are of. */
  outputs: readonly (readonly [id: number, token: TokenText])[];
  /** Names of its features, by `attn.2.17`. */
  names: readonly (readonly [feature: string, name: string])[];
  /** How those stand that people gave. */
  labelled: readonly (readonly [feature: string, standing: LabelStanding])[];
}

export interface ComparePicturesProps {
  left: ComparedCircuit;
  right: ComparedCircuit;
  /** When nodes of the two are the same (match-circuits.ts). */
  rule: MatchRule;
  /** The node chosen when the page was asked for. */
  chosen: ChosenNode | null;
}

/** Both graphs side by side. What only one has stands out; choosing a node chooses the same one on the other side. */
export function ComparePictures({ left, right, ...rest }: ComparePicturesProps) {
  const ours = useQuery(circuitGraphQuery(left.address));
  const theirs = useQuery(circuitGraphQuery(right.address));
  const error = ours.error ?? theirs.error;
  if (error && !ours.isFetching && !theirs.isFetching)
    return (
      <NoDocument
        title="A graph of the two did not arrive."
        error={error}
        onRetry={() => {
          for (const each of [ours, theirs]) if (each.isError) void each.refetch();
        }}
      />
    );
  if (!ours.data || !theirs.data)
    return (
      <div className="compare-pictures" aria-hidden="true">
        <div className="graph graph-waiting" />
        <div className="graph graph-waiting" />
      </div>
    );
  return (
    <Pictures
      left={{ circuit: left, document: ours.data }}
      right={{ circuit: right, document: theirs.data }}
      {...rest}
    />
  );
}

interface Drawn {
  circuit: ComparedCircuit;
  document: CircuitGraph;
}

interface PicturesProps extends Pick<ComparePicturesProps, "rule" | "chosen"> {
  left: Drawn;
  right: Drawn;
}

function Pictures({ left, right, rule, chosen: initial }: PicturesProps) {
  const [chosen, setChosen] = useState(initial);
  const { anchor, sameModel } = rule;
  const { match, own } = useMemo(() => {
    const side = ({ circuit, document }: typeof left) => ({ target: circuit.target, nodes: document.nodes });
    const { rows } = matchCircuits(side(left), side(right), { anchor, sameModel });
    const targets: MatchedNode = {
      kind: "common",
      left: nodeOf(left.document, left.circuit.target),
      right: nodeOf(right.document, right.circuit.target),
    };
    const all = [...rows, targets];
    return { match: all, own: { left: ownOf(all, "left"), right: ownOf(all, "right") } };
  }, [left, right, anchor, sameModel]);
  const row = chosen && match.find((each) => each[chosen.side]?.id === chosen.id);

  // A link on the page may have taken the choice out of the address.
  const search = useSearchParams();
  useEffect(() => {
    const params = new URLSearchParams(search);
    params.delete("node");
    if (chosen) params.set("node", `${chosen.side}:${chosen.id}`);
    const shown = new URLSearchParams(window.location.search).get("node");
    const write = shown === params.get("node") ? replaceAddress : stepAddress;
    write(params.toString());
  }, [chosen, search]);
  useEffect(() => onReturn((params) => setChosen(chosenIn(params.get("node") ?? ""))), []);

  const both = [...left.document.nodes, ...right.document.nodes].map(({ kind, expanded }) => ({
    mark: markOfKind[kind],
    unopened: isFeatureKind(kind) && !expanded,
  }));
  const graph = (name: CompareSide, { circuit, document }: typeof left) => (
    <CompareGraph
      name={name}
      circuit={circuit}
      document={document}
      own={own[name]}
      selected={row?.[name]?.id ?? null}
      absent={row !== null && row !== undefined && row[name] === null}
      onSelect={(id) => setChosen(id === null ? null : { side: name, id })}
    />
  );
  return (
    <>
      <div className="compare-pictures">
        {graph("left", left)}
        {graph("right", right)}
      </div>
      <div className="mt-2 flex flex-wrap gap-x-4">
        <span className="graph-legend">
          <span>
            <i className="legend-own" /> only on that side
          </span>
        </span>
        <GraphLegend nodes={both} heat={null} />
      </div>
    </>
  );
}

function nodeOf({ nodes }: CircuitGraph, id: string) {
  return nodes.find((node) => node.id === id) ?? null;
}

function ownOf(rows: readonly MatchedNode[], side: CompareSide): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => (row.kind === side ? (row[side]?.id ?? []) : [])));
}
