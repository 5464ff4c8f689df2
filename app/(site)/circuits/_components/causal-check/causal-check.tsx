"use client";

import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { TermLink } from "@/app/_components/term/term-link";
import { causalChecksAddress } from "@/app/_queries/causal-checks";
import { LiveProgress } from "@/app/(site)/_components/computation/live-progress";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Notice } from "@/components/ui/notice";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import type { CausalCheckResult } from "@/lib/causal-checks/causal-check";
import { quoteNode } from "../workbench/quoted-node-event";
import { bareId } from "./bare-id";
import { FreezeChoice } from "./freeze-choice";
import { Scatter } from "./scatter";
import { useCausalCheck } from "./use-causal-check";
import "./causal-check.css";

interface CausalCheckProps {
  circuitId: string;
  /** Names of its features, by `attn.3.697`. */
  labels: readonly (readonly [feature: string, name: string])[];
}

/** Is it true? Each feature of the circuit ablated in the real model, beside what the circuit predicts. */
export function CausalCheck({ circuitId, labels }: CausalCheckProps) {
  const { freeze, now, asking, refusal, check, choose, look } = useCausalCheck(circuitId);
  return (
    <section aria-labelledby="causal-check" className="mt-10">
      <h2 id="causal-check" className="text-l">
        Is it true?
      </h2>
      <p className="mt-1 max-w-prose text-ink-soft text-m">
        <TermLink
          to="ablate"
          says="What its dictionary misses stays in, and everything behind is computed anew."
        >
          Take each feature out
        </TermLink>{" "}
        of the real model and see what happens to the target. The circuit is a linear picture; where a point
        leaves the diagonal, the picture misses something.
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <FreezeChoice name="freeze" value={freeze} onChange={choose} />
        {now?.status !== "computing" && !now?.result && (
          <Button size="s" busy={asking} onClick={() => check()}>
            Check every feature
          </Button>
        )}
      </div>
      <div className="mt-3 empty:hidden">
        <Refused error={refusal} notice />
        {!refusal && now?.failure && (
          <Notice tone="error" live>
            {now.failure}
          </Notice>
        )}
      </div>
      {now?.status === "computing" && (
        <div className="max-w-md">
          <LiveProgress
            key={now.id}
            kind="causal-check"
            address={`${causalChecksAddress(circuitId)}/${now.id}`}
            initial={now}
            look={look}
          />
        </div>
      )}
      {now?.result && <Outcome result={now.result} names={new Map(labels)} />}
    </section>
  );
}

interface OutcomeProps {
  result: CausalCheckResult;
  names: ReadonlyMap<string, string>;
}

/** So many at first: what stands beneath should not be a hundred presses of a key away. */
const rowsAtFirst = 12;
const mostRows = 100;

function Outcome({ result, names }: OutcomeProps) {
  const [all, setAll] = useState(false);
  const { points, nodeCount, pearson, spearman } = result;
  const byError = points.toSorted(
    (a, b) => Math.abs(b.measured - b.predicted) - Math.abs(a.measured - a.predicted),
  );
  if (points.length === 0)
    return (
      <p className="mt-4 text-m">
        This circuit has no feature nodes besides its target, so there is nothing to ablate.
      </p>
    );
  return (
    <div className="causal-outcome mt-4">
      <Scatter points={points} names={names} />
      <div className="min-w-0">
        <p role="status" className="sr-only">
          {points.length} features checked.
        </p>
        <dl className="flex flex-wrap gap-x-8 gap-y-2 text-m">
          <Correlation
            name="Pearson"
            value={pearson}
            says="1 where the points lie on one rising line, whatever its slope and height: the diagonal is one such."
          />
          <Correlation
            name="Spearman"
            value={spearman}
            says="1 where measured effects are in the order of predicted ones."
          />
          <div>
            <dt className="text-ink-soft text-s">features ablated</dt>
            <dd className="font-mono">
              {points.length === nodeCount
                ? points.length
                : `${points.length} of ${nodeCount}, the most influential`}
            </dd>
          </div>
        </dl>
        <div className="scroller mt-4 max-h-96">
          <Table caption="The furthest from its prediction first. Units of the target.">
            <thead>
              <tr>
                <th scope="col">feature</th>
                <th scope="col" className="text-right">
                  predicted
                </th>
                <th scope="col" className="text-right">
                  measured
                </th>
              </tr>
            </thead>
            <tbody>
              {byError.slice(0, all ? mostRows : rowsAtFirst).map(({ id, predicted, measured }) => (
                <tr key={id} data-thing={id}>
                  <td>
                    <button
                      type="button"
                      className="text-link font-mono"
                      onClick={() => quoteNode(id, { scroll: true })}
                    >
                      {id}
                    </button>
                    <span className="checked-name">{names.get(bareId(id))}</span>
                  </td>
                  <td className="text-right font-mono">
                    <Num value={predicted} />
                  </td>
                  <td className="text-right font-mono">
                    <Num value={measured} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
        {points.length > rowsAtFirst && (
          <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `${Math.min(mostRows, points.length) - rowsAtFirst} more`}
          </button>
        )}
      </div>
    </div>
  );
}

function Correlation({ name, value, says }: { name: string; value: number | null; says: string }) {
  return (
    <div>
      <dt className="text-ink-soft text-s">
        <Explain explanation={says}>{name}</Explain>
      </dt>
      <dd className="font-mono">
        {value === null ? "undefined: too few points, or all alike" : <Num value={value} />}
      </dd>
    </div>
  );
}
