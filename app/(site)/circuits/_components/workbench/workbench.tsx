"use client";

import { useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CircuitDocument, WorkbenchCircuit } from "./circuit-document";
import type { NodeWords } from "./node-words";
import { type Form, readAddress } from "./use-address";
import { useDocument } from "./use-document";
import { beginHistory } from "./view-history";
import { type CircuitViewState, untouchedView } from "./view-state";
import { WorkbenchOfGraph } from "./workbench-of-graph";
import { WorkbenchSkeleton } from "./workbench-skeleton";

export interface WorkbenchProps {
  circuit: WorkbenchCircuit;
  /** Texts of the tokens that logits are of, where they are known. */
  outputs: readonly (readonly [id: number, text: string])[];
  /** False while the circuit is still being computed: its graph is drawn as soon as it is there. */
  ready?: boolean;
  /** Names of features, by `attn.2.17`. */
  labels?: readonly (readonly [feature: string, label: string])[];
  /** The view to open with where the address has none, encoded as the address has it. */
  initialView?: string | null;
}

interface Opening {
  node: string | null;
  form: Form;
  view: CircuitViewState | null;
  broken: boolean;
}

/** The graph of a finished circuit with all that one can do with it. */
export function Workbench({ circuit, outputs, labels, initialView, ready = true }: WorkbenchProps) {
  const { document, failed, retry } = useDocument(circuit.address, ready);
  const [opening, setOpening] = useState<Opening | null>(null);
  useEffect(() => {
    const params = new URLSearchParams(window.location.search);
    if (initialView && !params.has("view")) params.set("view", initialView);
    readAddress(params).then(setOpening);
  }, [initialView]);
  const words = useMemo<NodeWords>(
    () => ({ tokens: circuit.tokens, outputs: new Map(outputs), labels: new Map(labels) }),
    [circuit.tokens, outputs, labels],
  );
  if (failed)
    return (
      <Notice
        tone="error"
        live
        title="The graph of this circuit did not arrive."
        actions={
          <Button size="s" onClick={retry}>
            Fetch it again
          </Button>
        }
      >
        Check your connection. The circuit itself is safe.
      </Notice>
    );
  if (!document || !opening) return <WorkbenchSkeleton tokens={circuit.tokens} />;
  return <Opened circuit={circuit} document={document} opening={opening} words={words} />;
}

function Opened({
  circuit,
  document,
  opening,
  words,
}: {
  circuit: WorkbenchProps["circuit"];
  document: CircuitDocument;
  opening: Opening;
  words: NodeWords;
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
        opening={{
          node: opening.node,
          form: opening.form,
          history: beginHistory(opening.view ?? untouchedView),
        }}
      />
    </>
  );
}
