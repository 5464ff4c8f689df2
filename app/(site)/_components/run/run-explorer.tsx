"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { onReturn, replaceAddress, stepAddress } from "@/app/_components/replace-address";
import { TableLinks } from "@/app/_components/table-links";
import { TraceProvider } from "@/app/(site)/circuits/_components/trace/trace-context";
import { TraceDifference } from "@/app/(site)/circuits/_components/trace/trace-difference";
import { Button } from "@/components/ui/button";
import { heatTop } from "@/components/ui/heat";
import { Notice } from "@/components/ui/notice";
import { TokenStrip } from "@/components/ui/token-strip";
import { TokenChip } from "@/components/ui/token-text";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ActiveFeatureView, RunView, TokenView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";
import { FeatureFilters } from "./feature-filters";
import { FeatureList } from "./feature-list";
import { mostTelling } from "./most-telling";
import { PaintedFeature } from "./painted-feature";
import { Predictions } from "./predictions";
import { readSelection, type Selection, selectionQuery } from "./selection";
import { useRunPosition } from "./use-run-position";

export interface RunExplorerProps {
  run: Pick<RunView, "id" | "model" | "tokens" | "kinds">;
  selection: Selection;
  strongest: ActiveFeatureView[];
  /** The selected feature, which may fire elsewhere than at the selected token. */
  chosen: ActiveFeatureView | null;
}

/** A finished run: its tokens, and what fires on them. */
export function RunExplorer({ run, selection: initial, strongest, chosen: initialChosen }: RunExplorerProps) {
  const [selection, setSelection] = useState(initial);
  const addressed = useRef(initial.find);
  const [pointed, setPointed] = useState<ActiveFeatureView | null>(null);
  const { view, state, retry, prefetch } = useRunPosition(run.id, run.tokens.length, selection.token);

  // The address follows a moment later: browsers refuse a page that rewrites it at every press of an arrow key.
  useEffect(() => {
    // What is typed letter by letter is no step.
    const isStep = selection !== initial && selection.find === addressed.current;
    addressed.current = selection.find;
    const write = isStep ? stepAddress : replaceAddress;
    const timer = setTimeout(() => write(selectionQuery(selection, run)), 120);
    return () => clearTimeout(timer);
  }, [selection, initial, run]);
  useEffect(() => onReturn((params) => setSelection(readSelection(params, run))), [run]);

  const change = (part: Partial<Selection>) => setSelection((now) => ({ ...now, ...part }));
  function selectToken(token: number) {
    change({ token });
    prefetch(token + 1);
    prefetch(token - 1);
  }
  // The chosen one may fire at another token than the one looked at, so each that was seen is known from then on.
  const known = useRef(new Map<string, ActiveFeatureView>());
  for (const feature of [initialChosen, ...strongest, ...view.features])
    if (feature) known.current.set(formatFeature(feature), feature);
  const chosen = (selection.feature && known.current.get(formatFeature(selection.feature))) ?? null;
  function choose(feature: ActiveFeatureView | null) {
    const same = feature && chosen && formatFeature(feature) === formatFeature(chosen);
    change({ feature: same ? null : feature });
  }

  const telling = useMemo(() => mostTelling(view.features, run.tokens.length), [view, run.tokens.length]);
  const painted = pointed ?? chosen ?? telling;
  const values = useMemo(() => new Map(painted?.firesAt), [painted]);
  const top = painted ? heatTop(painted.firesAt) : 0;
  const chosenId = chosen && formatFeature(chosen);
  const token = run.tokens[selection.token];

  return (
    <TraceProvider runId={run.id} position={selection.scope === "token" ? view.position : null}>
      <div className="run-strip">
        <div className="run-strip-tokens scroller">
          <TokenStrip
            tokens={run.tokens}
            label="The tokens of the text. Arrow keys walk from one to the next."
            size={run.tokens.length > 48 ? "m" : "l"}
            selected={selection.token}
            href={(position) => selectionQuery({ ...selection, token: position }, run) || "?"}
            onSelect={selectToken}
            onIntent={prefetch}
            values={values}
            top={top}
          />
        </div>
        <PaintedFeature
          feature={painted}
          tokenCount={run.tokens.length}
          top={top}
          onRelease={chosen && !pointed ? () => choose(null) : null}
        />
      </div>
      {/* Of another token until this one's are there: what is typed there meanwhile would be lost. */}
      <div className={state === "shown" ? "" : "stale"} inert={state === "shown" ? undefined : true}>
        {view.predictions.length > 0 && (
          <TraceDifference
            key={view.position}
            model={run.model.name}
            after={run.tokens[view.position]}
            position={view.position}
            predictions={view.predictions}
          />
        )}
      </div>
      <div className="mt-6 grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section aria-label="Features" className="min-w-0" aria-busy={state === "fetching"}>
          <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            {/* A line of its own, so that a token with a long name moves nothing below. */}
            <h2 className="basis-full truncate text-base">
              {selection.scope === "token" ? (
                <>
                  Firing on <TokenChip token={token} />
                  <span className="font-normal text-ink-soft text-s">
                    {" "}
                    token {selection.token} of {run.tokens.length - 1}
                  </span>
                </>
              ) : (
                "Strongest in the run"
              )}
            </h2>
            <FeatureFilters kinds={run.kinds} selection={selection} onChange={change} />
          </div>
          {state === "failed" && (
            <Notice
              tone="error"
              live
              title="The features of this token did not arrive."
              actions={
                <Button size="s" onClick={retry}>
                  Fetch them again
                </Button>
              }
            >
              What stands below is still the last token's. Check your connection.
            </Notice>
          )}
          <div className={state === "shown" || selection.scope === "run" ? "" : "stale"}>
            <FeatureList
              // Another token's list begins at its top again.
              key={`${selection.scope} ${view.position}`}
              features={selection.scope === "token" ? view.features : strongest}
              selection={selection}
              {...(selection.scope === "run" && { noteOf: (feature) => placeOf(feature, run.tokens) })}
              chosen={chosenId}
              onChoose={choose}
              onPoint={setPointed}
            />
          </div>
          {selection.scope === "token" && view.features.length > 0 && (
            <TableLinks address={`/api/v1/runs/${run.id}/positions/${view.position}/table`} />
          )}
        </section>
        <div
          className={`max-lg:order-first ${state === "shown" ? "" : "stale"}`}
          inert={state === "shown" ? undefined : true}
        >
          <Predictions
            after={run.tokens[view.position]}
            next={run.tokens[view.position + 1]}
            predictions={view.predictions}
          />
        </div>
      </div>
    </TraceProvider>
  );
}

/** Where a feature fires most. */
function placeOf({ firesAt, activation }: ActiveFeatureView, tokens: readonly TokenView[]): string {
  const peak = firesAt.find(([, value]) => value === activation)?.[0] ?? 0;
  return `at ${peak}, ${tokenName(tokens[peak])}`;
}
