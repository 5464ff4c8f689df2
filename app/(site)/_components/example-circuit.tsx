import { GraphPicture } from "@/components/ui/graph/graph-picture";
import { TextLink } from "@/components/ui/link";
import { TokenChip } from "@/components/ui/token-text";
import { circuitAtLastToken, type ExampleCircuit as Example } from "@/lib/circuits/example-circuit";
import { getCircuit } from "@/lib/circuits/get-circuit";
import type { CircuitView } from "@/lib/circuits/view";
import { getCircuitProgress } from "@/lib/circuits/watch-circuit";
import type { RunView } from "@/lib/runs/view";
import { CircuitGlance } from "../circuits/_components/glance/circuit-glance";
import { stillDrawing } from "../circuits/_components/glance/still-drawing";
import { findOutputTexts, type OutputTexts, TargetWords } from "../circuits/_components/target-words";
import { circuitAddress } from "../circuits/_components/workbench/circuit-document";
import { GraphLegend } from "../circuits/_components/workbench/graph-legend";
import { LiveProgress } from "./run/unready-run-lazily";
import "../circuits/circuits.css";

/** A circuit of a finished run's last token, to be explored on the spot. */
export async function ExampleCircuit({ run }: { run: RunView }) {
  const example = await circuitAtLastToken(run.id, run.tokens.length);
  const circuit = await getCircuit(example.circuitId);
  if (circuit.status === "failed") return null;
  const outputs = await findOutputTexts(circuit.model.name, circuit.target);
  return (
    <section className="mt-4 border-line border-t pt-6" aria-labelledby="example-circuit">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="example-circuit">
          What makes <TargetWords {...circuit} outputs={outputs} />
        </h2>
        <TextLink href={`/circuits/${circuit.id}`} className="text-m">
          Open this circuit by itself
        </TextLink>
      </div>
      <Explanation {...example} />
      <div className="graph-glance">
        {circuit.status === "ready" ? (
          <Graph circuit={circuit} outputs={outputs} />
        ) : (
          <LiveProgress
            kind="circuit"
            id={circuit.id}
            initial={await getCircuitProgress(circuit.id)}
            canCancel={false}
          />
        )}
      </div>
    </section>
  );
}

function Explanation({ feature, expected }: Example) {
  return (
    <p className="mt-1 mb-3 text-ink-soft text-m">
      {feature && expected && (
        <>
          Of attention layer {feature.layer}, this feature fires strongest where the model is about to say{" "}
          <TokenChip text={expected.text} />.{" "}
        </>
      )}
      Read from bottom to top: what the tokens put in, and the features that pass it on.
    </p>
  );
}

async function Graph({ circuit, outputs }: { circuit: CircuitView; outputs: OutputTexts }) {
  const { id, runId, target, tokens, model } = circuit;
  const words = { tokens, outputs: new Map(outputs), labels: new Map() };
  const drawing = await stillDrawing({ id, layers: model.layers, words });
  return (
    <>
      <CircuitGlance
        circuit={{ address: circuitAddress(id), runId, target, tokens, layers: model.layers }}
        page={`/circuits/${id}`}
        outputs={outputs}
        picture={<GraphPicture {...drawing} />}
      />
      <GraphLegend present={new Set(drawing.nodes.map(({ mark }) => mark))} />
    </>
  );
}
