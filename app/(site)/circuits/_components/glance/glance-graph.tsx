import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { GraphCanvas } from "@/components/ui/graph/graph-canvas";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import { type NodeWords, nodeName } from "@/lib/circuit-graph/node-words";
import type { TokenText } from "@/lib/tokens/token-text";
import { untouchedView } from "@/lib/views/view-state";
import { foldWords } from "../workbench/drawn-graph";
import { NoDocument } from "../workbench/no-document";
import { useCircuitGraph } from "../workbench/use-circuit-graph";
import type { WorkbenchCircuit } from "../workbench/workbench-circuit";

export interface GlanceGraphProps {
  circuit: WorkbenchCircuit;
  /** The circuit's own page. */
  page: string;
  /** Texts of the tokens that logits are of. */
  outputs: readonly (readonly [id: number, token: TokenText])[];
  /** Names of its features, by `attn.2.17`. */
  names: readonly (readonly [feature: string, name: string])[];
  /** What stands here until the graph has come. */
  waiting: ReactNode;
  /** Asked for by a key or a press, or come where somebody was by keys, so the graph takes the focus over. */
  focused: boolean;
}

export function GlanceGraph(props: GlanceGraphProps) {
  const { data: document, error, isFetching, refetch } = useQuery(circuitGraphQuery(props.circuit.address));
  if (error && !isFetching) return <NoDocument error={error} onRetry={refetch} />;
  return document ? <Arrived {...props} document={document} /> : props.waiting;
}

function Arrived({
  circuit,
  page,
  outputs,
  names,
  focused,
  document,
}: GlanceGraphProps & { document: CircuitGraph }) {
  const frame = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const words = useMemo<NodeWords>(
    () => ({ tokens: circuit.tokens, outputs: new Map(outputs), labels: new Map(names) }),
    [circuit.tokens, outputs, names],
  );
  const { index, visible, drawn } = useCircuitGraph({
    circuit,
    document,
    words,
    view: untouchedView,
    selected,
  });
  const node = index.nodes.get(selected ?? "");
  const fold = visible.folds.find(({ id }) => id === selected);
  useEffect(() => {
    if (focused) frame.current?.querySelector<SVGGElement>('[data-node][tabindex="0"]')?.focus();
  }, [focused]);
  return (
    <div ref={frame}>
      <GraphCanvas
        label="The circuit: columns are tokens, rows are layers, the target stands on top. Arrow keys walk along it."
        {...drawn}
        root={index.root}
        selected={selected}
        onSelect={setSelected}
      />
      <p className="graph-chosen" aria-live="polite">
        {fold ? (
          <>
            The {foldWords(fold)}, effect <Num value={fold.effect} />
          </>
        ) : node ? (
          <>
            <TextLink href={`${page}?node=${node.id}`}>{nodeName(node, words)}</TextLink>: influence{" "}
            <Num value={node.influence} />, effect <Num value={node.effect} />
          </>
        ) : (
          "Choose a node to see what it gets from where and gives to whom."
        )}
      </p>
    </div>
  );
}
