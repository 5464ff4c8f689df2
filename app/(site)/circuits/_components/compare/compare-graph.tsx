import { useMemo } from "react";
import { GraphCanvas } from "@/components/ui/graph/graph-canvas";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import type { CircuitGraph } from "@/lib/circuit-graph/circuit-graph";
import { type NodeWords, nodeName } from "@/lib/circuit-graph/node-words";
import { untouchedView } from "@/lib/views/view-state";
import { useCircuitGraph } from "../workbench/use-circuit-graph";
import type { CompareSide } from "./chosen-node";
import type { ComparedCircuit } from "./compare-pictures";

interface CompareGraphProps {
  name: CompareSide;
  circuit: ComparedCircuit;
  document: CircuitGraph;
  /** Nodes that the other circuit has not. */
  own: ReadonlySet<string>;
  selected: string | null;
  /** What is chosen on the other side is not in this graph. */
  absent: boolean;
  onSelect: (id: string | null) => void;
}

/** One of two graphs side by side: to look at and choose in; all else is done on the circuit's own page. */
export function CompareGraph(props: CompareGraphProps) {
  const { name, circuit, document, own, selected, absent, onSelect } = props;
  const words = useMemo<NodeWords>(
    () => ({
      tokens: circuit.tokens,
      outputs: new Map(circuit.outputs),
      labels: new Map(circuit.names),
      labelled: new Map(circuit.labelled),
    }),
    [circuit.tokens, circuit.outputs, circuit.names, circuit.labelled],
  );
  // Errors are matched token by token, so each stands by itself.
  const asked = { circuit, document, words, view: untouchedView, selected, isFolded: false };
  const { index, drawn } = useCircuitGraph(asked);
  const nodes = useMemo(
    () =>
      drawn.nodes.map((node) =>
        own.has(node.id) ? { ...node, own: true, name: `${node.name}, only on this side` } : node,
      ),
    [drawn.nodes, own],
  );
  const node = selected === null ? undefined : index.nodes.get(selected);
  return (
    <div className="min-w-0">
      <GraphCanvas
        label={`The ${name} circuit: columns are tokens, rows are layers, the target stands on top. Arrow keys walk along it.`}
        {...drawn}
        nodes={nodes}
        root={index.root}
        selected={selected}
        onSelect={onSelect}
      />
      <p className="graph-chosen" aria-live="polite">
        {node && (
          <>
            <TextLink href={`${circuitPage(circuit)}?node=${node.id}`}>{nodeName(node, words)}</TextLink>:
            influence <Num value={node.influence} />, effect <Num value={node.effect} />
          </>
        )}
        {absent && `The ${name} circuit does not have it.`}
        {!node && !absent && "Choose a node to see it on both sides."}
      </p>
    </div>
  );
}

function circuitPage({ address }: ComparedCircuit): string {
  return address.replace("/api/v1", "");
}
