import { circuitAddress } from "@/app/_queries/circuits";
import { formatProbability } from "@/components/ui/format-number";
import { GraphPicture, type GraphPictureProps } from "@/components/ui/graph/graph-picture";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import type { Viewer } from "@/lib/auth/viewer-type";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { getProgress } from "@/lib/computations/watch";
import type { RunView } from "@/lib/runs/view";
import { LiveProgress } from "../_components/run/unready-run-lazily";
import { CircuitGlance } from "../circuits/_components/glance/circuit-glance";
import { TargetWords } from "../circuits/_components/target-words";
import { GraphLegend } from "../circuits/_components/workbench/graph-legend";
import { loadExampleCircuit, type ShownExample } from "./load-example-circuit";
import "../circuits/circuits.css";

/** A circuit of a finished run's last token, to be explored on the spot. */
export async function ExampleCircuit({ run, viewer }: { run: RunView; viewer: Viewer }) {
  const example = await loadExampleCircuit(run);
  if (!example) return null;
  const { circuit, outputs, targetNames } = example;
  return (
    <section className="mt-2" aria-labelledby="example-circuit">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="example-circuit">
          What makes <TargetWords {...circuit} outputs={outputs} names={targetNames} />
        </h2>
        <TextLink href={`/circuits/${circuit.id}`} className="text-m">
          Open this circuit by itself
        </TextLink>
      </div>
      <Explanation {...example} />
      <div className="graph-glance">
        {example.drawings ? (
          <Graph {...example} drawings={example.drawings} />
        ) : (
          <LiveProgress
            kind="circuit"
            address={circuitAddress(circuit.id)}
            initial={await getProgress(circuitComputation, { id: circuit.id }, viewer)}
          />
        )}
      </div>
    </section>
  );
}

function Explanation({ circuit, feature, expected, names, figures, candidates }: ShownExample) {
  const name = feature && new Map(names).get(formatFeature(feature));
  return (
    <p className="mt-1 mb-2 text-ink-soft text-m">
      {feature && expected && (
        <>
          {name ? <q>{name}</q> : "This feature"} fires strongest of attention layer {feature.layer} where the
          model is about to say <TokenChip token={expected} />.{" "}
        </>
      )}
      {!feature && circuit.target.startsWith("logit.") && "The model expects this token most. "}
      From bottom to top: what the tokens put in, and the features that pass it on.
      {figures && figures.agreement !== null && (
        <>
          {" "}
          Of {candidates} circuits of this token it explains most: {formatProbability(figures.completeness)}{" "}
          without errors, and what it predicts correlates with what ablation measures at{" "}
          <Num value={figures.agreement} />.
        </>
      )}
    </p>
  );
}

function Graph({ circuit, outputs, names, drawings }: ShownExample & { drawings: GraphPictureProps[] }) {
  const { id, runId, target, tokens, model } = circuit;
  return (
    <>
      <CircuitGlance
        circuit={{ address: circuitAddress(id), runId, target, tokens, layers: model.layers }}
        page={`/circuits/${id}`}
        outputs={outputs}
        names={names}
        picture={drawings.map((drawing) => <GraphPicture key={drawing.shownOn} {...drawing} />)}
      />
      <GraphLegend nodes={drawings.flatMap(({ nodes }) => nodes)} heat={null} />
    </>
  );
}
