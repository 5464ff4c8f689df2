"use client";

import { useInBrowser } from "@/app/_components/use-in-browser";
import { runAddress } from "@/app/_queries/runs";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { LiveProgress } from "../computation/live-progress";
import type { Retrace } from "./use-retrace";

/** How far a circuit is traced in another text, and what the reader has to say where its target is not plain there. */
export function Retracing({ retrace: { view, busy, again, choose, leave } }: { retrace: Retrace }) {
  // A reload shows the offers before the script that acts on them is there.
  const isInBrowser = useInBrowser();
  if (!view) return null;
  const { runId, standing } = view;
  const run = <TextLink href={`/runs/${runId}`}>Open the run of the new text</TextLink>;
  switch (standing.is) {
    case "running":
      return <LiveProgress kind="run" address={runAddress(runId)} initial={null} look={again} />;
    case "failed":
      return (
        <Notice
          tone="error"
          live
          title="The same was not traced in the new text."
          actions={
            <>
              <Button size="s" onClick={again} busy={busy} off={!isInBrowser}>
                Try again
              </Button>
              {run}
            </>
          }
        >
          {standing.message}
        </Notice>
      );
    case "choose":
      return (
        <Notice
          live
          title="What is to be traced in the new text?"
          actions={
            <>
              {standing.offers.map(({ target, says, because }) => (
                <Button
                  key={target}
                  size="s"
                  busy={busy}
                  off={!isInBrowser}
                  className="retrace-offer"
                  onClick={() => choose(target)}
                >
                  <span>{says}</span> <span className="text-ink-soft">{because}</span>
                </Button>
              ))}
              {run}
              <Button size="s" look="plain" onClick={leave}>
                Not now
              </Button>
            </>
          }
        >
          {standing.message}
        </Notice>
      );
    case "traced":
      return (
        <Notice title="The same is traced in the new text.">
          <TextLink href={`/circuits/${standing.newCircuitId}?from=${view.circuitId}`}>
            Open its circuit
          </TextLink>
        </Notice>
      );
    case "unasked":
      return (
        <Notice
          title="The new text is run, and its circuit is not asked for yet."
          actions={
            <Button size="s" onClick={again} busy={busy} off={!isInBrowser}>
              Trace it there
            </Button>
          }
        />
      );
  }
}
