import { Term } from "@/app/_components/term/term";
import { formatProbability } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import type { CircuitView } from "@/lib/circuits/view";
import { type OutputTexts, type TargetNames, TargetWords } from "../target-words";

interface CircuitSideProps {
  name: string;
  circuit: CircuitView;
  outputs: OutputTexts;
  names: TargetNames;
  /** The part of its influence that both have. */
  shared: number;
}

/** One of the two circuits, in short. */
export function CircuitSide({ name, circuit, outputs, names, shared }: CircuitSideProps) {
  return (
    <section className="min-w-0">
      <h2 className="text-base">
        {name}: <TargetWords {...circuit} outputs={outputs} names={names} />
      </h2>
      <p className="text-m">{circuit.text}</p>
      <p className="text-ink-soft text-m">
        {circuit.mode} <Term of="mode" />, expanded from <Term of="threshold">{circuit.threshold}</Term>,
        value <Num value={circuit.value ?? 0} />.{" "}
        <TextLink href={`/circuits/${circuit.id}`}>Open it</TextLink>
      </p>
      <p className="mt-1 text-m">
        <strong>{formatProbability(shared)}</strong> of its <Term of="influence" /> is in nodes that both
        have.
      </p>
    </section>
  );
}
