"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { Notice } from "@/components/ui/notice";
import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import type { TokenText } from "@/lib/tokens/token-text";
import { beginHistory } from "@/lib/views/view-history";
import { type CircuitViewState, untouchedView } from "@/lib/views/view-state";
import { NoDocument } from "../workbench/no-document";
import { shownView } from "../workbench/shown-view";
import { type Look, readAddress } from "../workbench/use-address";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";
import { WorkbenchSkeleton } from "../workbench/workbench-skeleton";
import { WorkbenchOfGraph } from "./workbench-of-graph";

export interface WorkbenchProps {
  circuit: WorkbenchCircuit;
  /** Texts of the tokens that logits are of, where they are known. */
  outputs: readonly (readonly [id: number, token: TokenText])[];
  /** False while the circuit is still being computed: its graph is drawn as soon as it is there. */
  ready?: boolean;
  /** Names of features, by `attn.2.17`. */
  labels?: readonly (readonly [feature: string, label: string])[];
  /** Which of them are people's labels. */
  labelled?: readonly (readonly [feature: string, standing: LabelStanding])[];
  /** The view to open with where the address has none, encoded as the address has it. */
  initialView?: string | null;
  /** Without one, the view with which the circuit was last shown since the site was opened. */
  resume?: boolean;
  /** Under which name what is made of the view is kept in the browser. */
  keptAs?: string;
  /** To look at and choose in: nothing is arranged, and nothing asked of a worker. */
  readOnly?: boolean;
}

interface Opening extends Look {
  view: CircuitViewState | null;
  /** The view is that of the address, or the one that was shown a moment ago. */
  asked: boolean;
  broken: boolean;
}

/** The graph of a finished circuit with all that one can do with it. */
export function Workbench({
  circuit,
  outputs,
  labels,
  labelled,
  initialView = null,
  resume = false,
  ready = true,
  readOnly = false,
  keptAs = `view:${circuit.address}`,
}: WorkbenchProps) {
  const { address } = circuit;
  // Of a circuit in the making it is shown once somebody else on the page has heard that it is ready, and fetched it.
  const graph = useQuery({ ...circuitGraphQuery(address), enabled: ready });
  const [opening, setOpening] = useState<Opening | null>(null);
  useEffect(() => {
    let current = true;
    async function open() {
      const params = new URLSearchParams(window.location.search);
      const resumed = resume && initialView === null ? await shownView(address) : null;
      const asked = Boolean(params.get("view") || resumed);
      const view = initialView ?? resumed;
      if (view && !params.get("view")) params.set("view", view);
      const read = await readAddress(params);
      if (current) setOpening({ ...read, asked });
    }
    void open();
    return () => {
      current = false;
    };
  }, [address, initialView, resume]);
  const words = useMemo<NodeWords>(
    () => ({
      ...{ tokens: circuit.tokens, outputs: new Map(outputs) },
      ...{ labels: new Map(labels), labelled: new Map(labelled) },
    }),
    [circuit.tokens, outputs, labels, labelled],
  );
  if (graph.error && !graph.isFetching) return <NoDocument error={graph.error} onRetry={graph.refetch} />;
  if (!graph.data || !opening) return <WorkbenchSkeleton tokens={circuit.tokens} />;
  return (
    <Opened
      circuit={circuit}
      document={graph.data}
      opening={opening}
      words={words}
      readOnly={readOnly}
      kept={{ keptAs, base: initialView ?? "", asked: opening.asked }}
    />
  );
}

function Opened({
  circuit,
  document,
  opening,
  words,
  readOnly,
  kept,
}: {
  circuit: WorkbenchProps["circuit"];
  document: CircuitGraph;
  opening: Opening;
  words: NodeWords;
  readOnly: boolean;
  kept: { keptAs: string; base: string; asked: boolean };
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
        kept={kept}
        opening={{
          ...opening,
          history: beginHistory(opening.view ?? untouchedView),
        }}
      />
    </>
  );
}
