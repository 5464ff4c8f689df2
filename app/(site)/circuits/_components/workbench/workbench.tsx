"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { Notice } from "@/components/ui/notice";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import type { TokenText } from "@/lib/tokens/token-text";
import { beginHistory } from "@/lib/views/view-history";
import { type CircuitViewState, untouchedView } from "@/lib/views/view-state";
import { NoDocument } from "./no-document";
import { shownView } from "./shown-view";
import { type Form, readAddress } from "./use-address";
import type { WorkbenchCircuit } from "./workbench-circuit";
import { WorkbenchOfGraph } from "./workbench-of-graph";
import { WorkbenchSkeleton } from "./workbench-skeleton";

export interface WorkbenchProps {
  circuit: WorkbenchCircuit;
  /** Texts of the tokens that logits are of, where they are known. */
  outputs: readonly (readonly [id: number, token: TokenText])[];
  /** False while the circuit is still being computed: its graph is drawn as soon as it is there. */
  ready?: boolean;
  /** Names of features, by `attn.2.17`. */
  labels?: readonly (readonly [feature: string, label: string])[];
  /** The view to open with where the address has none, encoded as the address has it. */
  initialView?: string | null;
  /** Without one, the view with which the circuit was last shown since the site was opened. */
  resume?: boolean;
  /** To look at and choose in: nothing is arranged, and nothing asked of a worker. */
  readOnly?: boolean;
}

interface Opening {
  node: string | null;
  form: Form;
  view: CircuitViewState | null;
  broken: boolean;
}

/** The graph of a finished circuit with all that one can do with it. */
export function Workbench({
  circuit,
  outputs,
  labels,
  initialView = null,
  resume = false,
  ready = true,
  readOnly = false,
}: WorkbenchProps) {
  const { address } = circuit;
  // Of a circuit in the making it is shown once somebody else on the page has heard that it is ready, and fetched it.
  const graph = useQuery({ ...circuitGraphQuery(address), enabled: ready });
  const [opening, setOpening] = useState<Opening | null>(null);
  useEffect(() => {
    let current = true;
    async function open() {
      const params = new URLSearchParams(window.location.search);
      const view = initialView ?? (resume ? await shownView(address) : null);
      if (view && !params.get("view")) params.set("view", view);
      const read = await readAddress(params);
      if (current) setOpening(read);
    }
    void open();
    return () => {
      current = false;
    };
  }, [address, initialView, resume]);
  const words = useMemo<NodeWords>(
    () => ({ tokens: circuit.tokens, outputs: new Map(outputs), labels: new Map(labels) }),
    [circuit.tokens, outputs, labels],
  );
  if (graph.error && !graph.isFetching) return <NoDocument error={graph.error} onRetry={graph.refetch} />;
  if (!graph.data || !opening) return <WorkbenchSkeleton tokens={circuit.tokens} />;
  return (
    <Opened circuit={circuit} document={graph.data} opening={opening} words={words} readOnly={readOnly} />
  );
}

function Opened({
  circuit,
  document,
  opening,
  words,
  readOnly,
}: {
  circuit: WorkbenchProps["circuit"];
  document: CircuitGraph;
  opening: Opening;
  words: NodeWords;
  readOnly: boolean;
}) {
  return (
    <>
      {opening.broken && (
        <Notice title="The view in this address could not be read, so the circuit is shown as it is.">
          The link may have been cut short. Ask whoever sent it for the whole of it.
        </Notice>
      )}
      <WorkbenchOfGraph
        circuit={circuit}
        document={document}
        words={words}
        readOnly={readOnly}
        opening={{
          node: opening.node,
          form: opening.form,
          history: beginHistory(opening.view ?? untouchedView),
        }}
      />
    </>
  );
}
