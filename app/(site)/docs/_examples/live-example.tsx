import { TargetWords } from "@/app/(site)/circuits/_components/target-words";
import { GraphLegend } from "@/app/(site)/circuits/_components/workbench/graph-legend";
import { formatProbability } from "@/components/ui/format-number";
import { GraphPicture } from "@/components/ui/graph/graph-picture";
import { TextLink } from "@/components/ui/link";
import { findPrompt } from "@/lib/starter-content/prompts";
import { drawExample } from "./draw-example";
import "@/app/(site)/circuits/circuits.css";

/** A circuit that this site has traced, checked and published: drawn here, to be opened there. */
export async function LiveExample({ name }: { name: string }) {
  const example = await drawExample(name);
  if (!example)
    return (
      <p className="guide-aside">
        Here would stand a circuit of the text &#8220;{findPrompt(name)?.text}&#8221;. This site has not
        published one: its workers may still be at it, or its operator has left it out. Run the text on{" "}
        <TextLink href="/">the first page</TextLink>, and trace it yourself.
      </p>
    );
  const { findingId, title, circuitId, circuit, outputs, drawings } = example;
  const { replacementScore, completenessScore } = circuit;
  return (
    <figure className="guide-figure">
      <div className="graph-glance">
        <div className="graph">
          {drawings.map((drawing) => (
            <GraphPicture key={drawing.shownOn} {...drawing} />
          ))}
        </div>
      </div>
      <GraphLegend nodes={drawings.flatMap(({ nodes }) => nodes)} heat={null} />
      <figcaption>
        What makes <TargetWords {...circuit} outputs={outputs} />, in &#8220;{circuit.text}&#8221;
        {replacementScore !== null && completenessScore !== null && (
          <>
            : replacement {formatProbability(replacementScore)}, completeness{" "}
            {formatProbability(completenessScore)}
          </>
        )}
        . <TextLink href={`/circuits/${circuitId}`}>Open the circuit</TextLink>, or read the finding:{" "}
        <TextLink href={`/findings/${findingId}`}>{title}</TextLink>.
      </figcaption>
    </figure>
  );
}
