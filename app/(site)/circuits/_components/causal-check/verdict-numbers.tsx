import type { ReactNode } from "react";
import { FoldAway } from "@/app/_components/fold-away";
import { formatCount } from "@/components/ui/format-number";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import type { CausalCheckResult } from "@/lib/causal-checks/causal-check";
import type { Verdict } from "@/lib/causal-checks/verdict";
import { FreezeChoice } from "./freeze-choice";
import type { Freeze } from "./use-causal-check";

interface VerdictNumbersProps {
  verdict: Verdict;
  result: CausalCheckResult;
  freeze: Freeze;
  /** Null where nothing is asked for. */
  onFreeze: ((freeze: Freeze) => void) | null;
  /** Of all effects. */
  unit: string;
  node: (id: string) => ReactNode;
}

const standingWords = {
  shown: "shown",
  missed: "missed",
  hidden: "hidden by hand",
} as const;

/** The numbers behind the verdict, and what the check did and did not try. */
export function VerdictNumbers({ verdict, result, freeze, onFreeze, unit, node }: VerdictNumbersProps) {
  const { points, nodeCount, pearson } = result;
  return (
    <FoldAway summary="the numbers" className="verdict-numbers">
      <div className="verdict-sheet scroller">
        {verdict.largest.length > 0 && (
          <Table
            caption={`The largest measured effects, in ${unit}. Missed: of less influence than the slider shows. Against: of the other sign than predicted.`}
          >
            <thead>
              <tr>
                <th scope="col">feature</th>
                <th scope="col" className="numeric">
                  measured
                </th>
                <th scope="col" className="numeric">
                  predicted
                </th>
                <th scope="col">in the graph</th>
              </tr>
            </thead>
            <tbody>
              {verdict.largest.map(({ id, measured, predicted, standing, opposite }) => (
                <tr key={id} data-thing={id}>
                  <th scope="row">{node(id)}</th>
                  <td className="numeric">
                    <Num value={measured} />
                  </td>
                  <td className="numeric">
                    <Num value={predicted} />
                  </td>
                  <td>
                    {standingWords[standing]}
                    {opposite && ", against"}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        <p className="mt-2 text-ink-soft text-s">
          {points.length < nodeCount
            ? `The ${formatCount(points.length)} most influential of the circuit's ${formatCount(nodeCount)} features were`
            : points.length === 1
              ? "The circuit's one feature was"
              : `Each of the circuit's ${formatCount(points.length)} features was`}{" "}
          taken out of the real model, one at a time
          {freeze === "frozen" ? ", with attention patterns and LayerNorms held as they were" : ""}. Features
          that the circuit does not have were not tried: none of them can be among these, however large its
          effect.
          {pearson !== null && (
            <>
              {" "}
              Measured and predicted effects correlate by <Num value={pearson} /> (Pearson).
            </>
          )}
        </p>
        {onFreeze && (
          <div className="mt-2">
            <FreezeChoice name="freeze-of-verdict" value={freeze} onChange={onFreeze} />
          </div>
        )}
      </div>
    </FoldAway>
  );
}
