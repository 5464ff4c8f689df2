import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refused } from "@/app/_components/refused";
import { queuedFeatureQuery } from "@/app/_queries/features";
import { HeatStrip } from "@/components/ui/heat-strip";
import { TextLink } from "@/components/ui/link";
import { exampleReference } from "@/lib/features/example-reference";
import type { ExampleView } from "@/lib/features/view";
import "./examples-to-choose.css";

interface ExamplesToChooseProps {
  /** Of the feature's page. */
  path: string;
  /** Names of examples that are to stand there too, where they are none of these. */
  also?: readonly string[];
  /** What stands before an example, which its name in addresses tells from others; null where nothing but that is known of it. */
  choice: (name: string, example: ExampleView | null) => ReactNode;
}

/** A feature's strongest examples, each with what may be done with it. */
export function ExamplesToChoose({ path, also = [], choice }: ExamplesToChooseProps) {
  const { data: feature, error } = useQuery(queuedFeatureQuery(path));
  if (error) return <Refused error={error} />;
  const { examples = [], corpora = [], activation = { max: 0 } } = feature?.evidence ?? {};
  const named = new Map(
    examples.map((each) => [exampleReference({ ...each, corpus: corpora[each.corpus]?.index ?? "" }), each]),
  );
  const others = feature ? also.filter((name) => !named.has(name)) : [];
  if (named.size + others.length === 0)
    return (
      <p role="status" className="feature-note">
        {feature ? "There are no examples of it yet." : "Fetching the examples."}
      </p>
    );
  return (
    <ul className="examples-to-choose">
      {others.map((name) => (
        <li key={name}>
          {choice(name, null)}
          <TextLink href={`${path}?example=${name}#examples`}>another example</TextLink>
        </li>
      ))}
      {[...named].map(([name, example]) => (
        <li key={name}>
          {choice(name, example)}
          <HeatStrip
            tokens={example.tokens}
            values={new Map([...example.firings, [example.position, example.activation]])}
            top={activation.max}
            peak={example.position}
          />
        </li>
      ))}
    </ul>
  );
}
