"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { FoldAway } from "@/app/_components/fold-away";
import { Refused } from "@/app/_components/refused";
import { runPositionQuery } from "@/app/_queries/runs";
import { TextLink } from "@/components/ui/link";
import type { CircuitQuestion } from "@/lib/circuit-format/circuit";
import { outputTokens, parseNodeId } from "@/lib/circuit-format/node-id";
import type { CircuitView } from "@/lib/circuits/view";
import { tokenName } from "@/lib/tokens/token-words";
import type { OutputTexts } from "../_components/target-words";
import { byLabel } from "../_components/trace/token-labels";
import { TraceProvider } from "../_components/trace/trace-context";
import { TraceDifference } from "../_components/trace/trace-difference";

interface AskAnotherProps {
  spec: CircuitQuestion;
  runId: string;
  /** Its name. */
  model: string;
  tokens: CircuitView["tokens"];
  outputs: OutputTexts;
}

/** What is asked, to be changed: another token's logit or difference, after any token of the text, traced as this one was. */
export function AskAnother({ spec, runId, model, tokens, outputs }: AskAnotherProps) {
  const { target } = spec;
  const node = parseNodeId(target);
  const own = node && "position" in node ? node.position : tokens.length - 1;
  const [position, setPosition] = useState(own);
  const [open, setOpen] = useState(false);
  const select = useId();
  const { data, error } = useQuery({ ...runPositionQuery(runId, position), enabled: open });
  return (
    <FoldAway summary="Ask another" className="ask-another" onToggle={setOpen}>
      <div className="ask-box">
        {open && (
          <TraceProvider runId={runId} position={position} spec={spec}>
            <p className="asked-after">
              <label htmlFor={select}>After which token</label>
              <select
                id={select}
                className="input"
                value={position}
                onChange={({ target }) => setPosition(Number(target.value))}
              >
                {tokens.map((token) => (
                  <option key={token.position} value={token.position}>
                    {token.position} {tokenName(token)}
                  </option>
                ))}
              </select>
            </p>
            <Refused error={error} />
            {data && (
              <TraceDifference
                key={position}
                model={model}
                after={tokens[position]}
                position={position}
                predictions={data.predictions}
                first={position === own ? typedOf(target, outputs) : undefined}
              />
            )}
          </TraceProvider>
        )}
        <p className="mt-2 text-ink-soft text-s">
          Traced as this one was: its mode and thresholds. Any feature that fires can be asked about on{" "}
          <TextLink href={`/runs/${runId}?token=${position}`}>the text's own page</TextLink>.
        </p>
      </div>
    </FoldAway>
  );
}

/** The target's tokens as the fields have them; undefined where it is a feature. */
function typedOf(target: string, outputs: OutputTexts): { first: string; other: string } | undefined {
  const node = parseNodeId(target);
  const wanted = node ? outputTokens(node) : [];
  if (wanted.length === 0) return undefined;
  const texts = new Map(outputs);
  const [first = "", other = ""] = wanted.map((id) => {
    const token = texts.get(id);
    return token ? ([...byLabel([{ id, ...token }]).keys()][0] ?? "") : "";
  });
  return { first, other };
}
