import { useState } from "react";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Explain } from "@/components/ui/explain";
import { formatCount, formatNumber } from "@/components/ui/format-number";
import { MarkGlyph } from "@/components/ui/graph/mark-shape";
import { ScatterPlot } from "@/components/ui/graph/scatter-plot";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import type { CausalCheckResult } from "@/lib/circuits/causal-check";
import { outliersOf } from "./causal-outliers";
import { markOf } from "./node-words";
import { parseNode } from "./parse-node";

interface CausalCheckProps {
  circuitId: string;
  selected: string | null;
  onSelect: (id: string) => void;
}

type Model = "free" | "frozen";
type Asked = { status: "asking" } | { status: "refused"; message: string } | CausalCheckResult;

/** Whether the circuit is true of the model itself: each feature taken out there, and what that changes. */
export function CausalCheck({ circuitId, selected, onSelect }: CausalCheckProps) {
  const [model, setModel] = useState<Model>("free");
  const [answers, setAnswers] = useState<Partial<Record<Model, Asked>>>({});
  const answer = answers[model];
  const result = answer && "points" in answer ? answer : null;

  async function check() {
    const put = (asked: Asked) => setAnswers((now) => ({ ...now, [model]: asked }));
    put({ status: "asking" });
    const url = `/api/v1/circuits/${circuitId}/causal-checks`;
    const sent = await sendJson<CausalCheckResult>("POST", url, { frozen: model === "frozen" });
    put(sent.ok ? sent.body : { status: "refused", message: sent.message });
  }
  return (
    <section className="causal-check">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="text-base">
          <Explain explanation="The graph says what each feature should do to the target. Here each is set to zero in the real model, one after the other, and the change of the target is measured.">
            Is it true of the model?
          </Explain>
        </h2>
        <Choice<Model>
          legend="Attention and normalisation"
          name="causal-model"
          value={model}
          onChange={setModel}
          options={[
            { value: "free", label: "whole model" },
            { value: "frozen", label: "attention held" },
          ]}
        />
        {!result && (
          <Button
            size="s"
            look="primary"
            busy={answer !== undefined && "status" in answer && answer.status === "asking"}
            onClick={check}
          >
            {answer && "status" in answer && answer.status === "asking" ? "Measuring" : "Check it"}
          </Button>
        )}
        {answer && "message" in answer && (
          <p role="alert" className="text-danger text-m">
            {answer.message}
          </p>
        )}
      </div>
      {result && <Outcome result={result} selected={selected} onSelect={onSelect} />}
    </section>
  );
}

function Outcome({
  result,
  selected,
  onSelect,
}: Pick<CausalCheckProps, "selected" | "onSelect"> & { result: CausalCheckResult }) {
  const { points, pearson, spearman, nodeCount } = result;
  if (points.length === 0)
    return (
      <p className="mt-2 text-ink-soft text-m">The circuit has no feature besides its target to take out.</p>
    );
  const outliers = outliersOf(points);
  const named = new Set(outliers.slice(0, 5).map(({ id }) => id));
  const correlation = (value: number | null) => (value === null ? "none" : formatNumber(value));
  const markOfId = (id: string) => {
    const node = parseNode(id);
    return node ? markOf(node) : "opaque";
  };
  return (
    <div className="causal-outcome">
      <ScatterPlot
        name={`Predicted against measured effect of ${points.length} features; the largest differences are in the table.`}
        xName="predicted effect"
        yName="measured effect"
        points={points.map(({ id, predicted, measured }) => ({
          id,
          mark: markOfId(id),
          x: predicted,
          y: measured,
          label: named.has(id) ? id : null,
        }))}
        selected={selected}
        onSelect={onSelect}
      />
      <div className="min-w-0">
        <p className="text-m" role="status">
          <Explain explanation="1 means that measured effects are proportional to predicted ones, 0 that they have nothing to do with each other.">
            Pearson
          </Explain>{" "}
          {correlation(pearson)}, <Explain explanation="The same for their order alone.">Spearman</Explain>{" "}
          {correlation(spearman)}, over {formatCount(points.length)}
          {nodeCount > points.length && ` of ${formatCount(nodeCount)}`} features
        </p>
        <Table caption="Where prediction and measurement differ most">
          <thead>
            <tr>
              <th scope="col">feature</th>
              <th scope="col" className="numeric">
                predicted
              </th>
              <th scope="col" className="numeric">
                measured
              </th>
            </tr>
          </thead>
          <tbody>
            {outliers.map(({ id, predicted, measured }) => (
              <tr key={id} aria-current={id === selected ? "true" : undefined}>
                <th scope="row">
                  <button type="button" className="node-button" onClick={() => onSelect(id)}>
                    <MarkGlyph mark={markOfId(id)} />
                    <span className="mono">{id}</span>
                  </button>
                </th>
                <td className="numeric">
                  <Num value={predicted} />
                </td>
                <td className="numeric">
                  <Num value={measured} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}
