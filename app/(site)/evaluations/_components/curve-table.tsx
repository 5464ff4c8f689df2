import { formatCount } from "@/components/ui/format-number";
import { Table } from "@/components/ui/table";
import type { Evaluation } from "@/lib/evidence-format/evaluation";
import { ablationWords } from "./evaluation-words";
import { Between, Known } from "./known";

/** The points of the faithfulness curves. */
export function CurveTable({ document: { byAblation } }: { document: Evaluation }) {
  const [first] = byAblation;
  if (!first) return null;
  return (
    <Table caption="Faithfulness by size. Each row keeps so many nodes, those of most influence first; the circuit itself ranks some of them, the rest follow in a fixed order.">
      <thead>
        <tr>
          <th scope="col">of all</th>
          <th scope="col" className="numeric">
            nodes
          </th>
          <th scope="col" className="numeric">
            ranked
          </th>
          {byAblation.map(({ ablation }) => (
            <th key={ablation} scope="col" className="numeric">
              {ablationWords[ablation].name}
            </th>
          ))}
          {byAblation.map(({ ablation }) => (
            <th key={ablation} scope="col" className="numeric">
              {ablationWords[ablation].name}, 95%
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {first.curve.map(({ nodesShare, nodes, ranked }, i) => (
          <tr key={nodesShare}>
            <th scope="row" className="font-normal">
              {Number((100 * nodesShare).toPrecision(6))}%
            </th>
            <td className="numeric">{formatCount(nodes)}</td>
            <td className="numeric">{formatCount(ranked)}</td>
            {byAblation.map(({ ablation, curve }) => (
              <td key={ablation} className="numeric">
                <Known value={curve[i]?.share ?? null} />
              </td>
            ))}
            {byAblation.map(({ ablation, curve }) => (
              <td key={ablation} className="numeric">
                <Between interval={curve[i]?.interval ?? null} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
