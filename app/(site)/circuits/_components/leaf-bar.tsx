"use client";

import { useQuery } from "@tanstack/react-query";
import { TermLink } from "@/app/_components/term/term-link";
import type { TermId } from "@/app/_components/term/terms";
import { circuitGraphQuery } from "@/app/_queries/circuits";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { Skeleton } from "@/components/ui/progress";
import { type LeafEnd, type LeafShare, leafShares } from "@/lib/circuit-graph/leaf-shares";

const words: Readonly<Record<LeafEnd, { name: string; says: string; term: TermId }>> = {
  text: { name: "text", says: "tokens and positions: traced down to the text", term: "replacement-score" },
  unopened: {
    name: "not expanded",
    says: "features too weak to be expanded, or of dictionaries that nothing is traced behind: what they get was not looked at",
    term: "not-expanded",
  },
  outputs: {
    name: "MLP outputs",
    says: "outputs of MLPs that no dictionary reads, or that go past its features",
    term: "mlp-output",
  },
  bias: {
    name: "biases",
    says: "constants of the model and its dictionaries, the same in every text",
    term: "bias",
  },
  error: { name: "errors", says: "what the dictionaries miss", term: "error-node" },
  rest: { name: "not listed", says: "contributions too small for the circuit to keep", term: "threshold" },
};

interface LeafBarProps {
  /** The circuit's address in the site's API. */
  address: string;
  /** False while it is still being computed. */
  ready: boolean;
}

/** Where all influence on the target ends, as the circuit was traced: one bar, and its parts in words and numbers. */
export function LeafBar({ address, ready }: LeafBarProps) {
  const { data: graph, error } = useQuery({ ...circuitGraphQuery(address), enabled: ready });
  // The place of the graph says what went wrong.
  if (error && !graph) return null;
  if (!graph)
    return (
      <div className="leaf-bar" aria-hidden="true">
        <Skeleton className="h-2.5 w-full" />
        <p>{"\u00a0"}</p>
      </div>
    );
  const shares = leafShares(graph.nodes);
  return (
    <section className="leaf-bar" aria-label="Where the influence on the target ends">
      <Track shares={shares} />
      <ul>
        {shares.map((part) => (
          <li key={part.end}>
            <svg className="leaf-swatch" aria-hidden="true">
              <rect className="leaf-part" data-end={part.end} width="100%" height="100%" />
            </svg>
            <TermLink to={words[part.end].term} says={explained(part)}>
              {words[part.end].name} {formatProbability(part.share)}
            </TermLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Drawn with SVG attributes, since the content security policy forbids style attributes. */
function Track({ shares }: { shares: readonly LeafShare[] }) {
  let from = 0;
  return (
    <svg className="leaf-track" aria-hidden="true">
      {shares.map(({ end, share }) => {
        const x = from;
        from += share;
        return (
          <rect
            key={end}
            className="leaf-part"
            data-end={end}
            x={`${(100 * x).toFixed(3)}%`}
            width={`${(100 * share).toFixed(3)}%`}
            height="100%"
          >
            <title>{`${words[end].name} ${formatProbability(share)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function explained({ end, share, count, layers }: LeafShare): string {
  const nodes = count === 0 ? "" : count === 1 ? " (1 node)" : ` (${formatCount(count)} nodes)`;
  const byLayer = layers.map((each) => `layer ${each.layer} ${formatProbability(each.share)}`);
  return `Of all influence on the target, ${share} ends in ${words[end].says}${nodes}.${
    byLayer.length > 0 ? ` By layer: ${byLayer.join(", ")}.` : ""
  }`;
}
