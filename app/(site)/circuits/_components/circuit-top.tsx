import type { ReactNode } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { circuitAddress } from "@/app/_queries/circuits";
import { UnstatedProcessing } from "@/app/(site)/_components/unstated-processing";
import type { CircuitView } from "@/lib/circuits/view";
import { HowTraced } from "./how-traced";
import { LeafBar } from "./leaf-bar";
import { type OutputTexts, type TargetNames, TargetWords } from "./target-words";
import { WriteUpLink } from "./write-up-link";

interface CircuitTopProps {
  circuit: CircuitView;
  outputs: OutputTexts;
  names: TargetNames;
  /** The bar of its text. */
  prompt: ReactNode;
  /** By which something else is asked of it. */
  another: ReactNode;
}

/** The head of a circuit's page: the text, what is asked of it, where the answer ends, and what a check says of it. */
export function CircuitTop({ circuit, outputs, names, prompt, another }: CircuitTopProps) {
  const { id, runId, status } = circuit;
  const ready = status === "ready";
  return (
    <header className="circuit-top">
      {prompt}
      <div className="circuit-line">
        <h1 className="text-m">
          What makes <TargetWords {...circuit} outputs={outputs} names={names} />
        </h1>
        {status !== "failed" && <LeafBar key={id} address={circuitAddress(id)} ready={ready} />}
        <div className="circuit-actions">
          {another}
          {ready && <WriteUpLink circuitId={id} />}
          <CopyLink />
          <HowTraced circuit={circuit} />
        </div>
      </div>
      <UnstatedProcessing runId={runId} />
    </header>
  );
}

/** Whole characters, and something to press where a text is all white space. */
export function shortened(text: string): string {
  const characters = [...text];
  if (characters.length > 120) return `${characters.slice(0, 120).join("")}\u2026`;
  return text.trim() === "" ? "\u2423" : text;
}
