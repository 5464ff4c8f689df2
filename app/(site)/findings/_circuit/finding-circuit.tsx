import { Term } from "@/app/_components/term/term";
import { causalCheckQuery } from "@/app/_queries/causal-checks";
import { circuitAddress } from "@/app/_queries/circuits";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { FeaturesOf } from "@/app/(site)/_components/feature-card/features-of";
import { TextLink } from "@/components/ui/link";
import { findCausalChecks } from "@/lib/causal-checks/get-causal-check";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { findLabelledFeatures } from "@/lib/circuits/find-labelled-features";
import { getCircuit } from "@/lib/circuits/get-circuit";
import { findSetQuality } from "@/lib/models/find-set-quality";
import { CircuitFacts } from "../../circuits/_components/circuit-facts";
import { findOutputTexts, findTargetNames, TargetWords } from "../../circuits/_components/target-words";
import { FiguresOf } from "../../circuits/_components/workbench/figures-of";
import { WorkbenchLazily } from "../../circuits/_components/workbench-lazily";
import "../../circuits/circuits.css";

interface FindingCircuitProps {
  circuitId: string;
  state: string;
  /** Without a state, as it was arranged on its own page a moment ago. */
  resume?: boolean;
  /** Under which name its arrangement is kept in the browser; as on the circuit's own page if not given. */
  keptAs?: string;
  /** To look at: nothing is arranged, and nothing asked of a worker. */
  readOnly?: boolean;
}

/** The circuit a finding is about, arranged as its author left it. */
export async function FindingCircuit({ circuitId, state, resume, keptAs, readOnly }: FindingCircuitProps) {
  const circuit = await getCircuit(circuitId);
  const [outputs, targetNames, names, labelled] = await Promise.all([
    findOutputTexts(circuit.model.name, circuit.target),
    findTargetNames(circuit.runId, [circuit.target]),
    findCircuitNames(circuitId),
    findLabelledFeatures(circuitId),
  ]);
  const { id, runId, target, tokens, model } = circuit;
  const checks = await findCausalChecks(id, { kind: "guest", key: "finding" });
  return (
    <section aria-labelledby="circuit">
      <h2 id="circuit" className="mt-8 text-l">
        What makes <TargetWords {...circuit} outputs={outputs} names={targetNames} />
      </h2>
      <p className="mt-1 text-ink-soft text-m">
        {model.displayName}, {circuit.mode} <Term of="mode" />.{" "}
        <TextLink href={`/circuits/${id}${state && `?view=${encodeURIComponent(state)}`}`}>
          Open the circuit by itself
        </TextLink>
      </p>
      <dl className="circuit-facts">
        <CircuitFacts circuit={circuit} />
      </dl>
      <FeaturesOf model={model.name} kinds={circuit.kinds}>
        <Prefetched
          answers={[
            known(causalCheckQuery(id, false), checks.find(({ frozen }) => !frozen) ?? null),
            known(causalCheckQuery(id, true), checks.find(({ frozen }) => frozen) ?? null),
          ]}
        >
          <FiguresOf figures={await findSetQuality(model.name, circuit.kinds)}>
            <WorkbenchLazily
              circuit={{ address: circuitAddress(id), runId, target, tokens, layers: model.layers }}
              outputs={outputs}
              labelled={labelled}
              labels={names}
              initialView={state || null}
              resume={resume ?? false}
              {...(keptAs && { keptAs })}
              readOnly={readOnly ?? false}
            />
          </FiguresOf>
        </Prefetched>
      </FeaturesOf>
    </section>
  );
}
