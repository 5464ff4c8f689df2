import { z } from "zod";
import { TextLink } from "@/components/ui/link";
import type { Viewer } from "@/lib/auth/viewer-type";
import type { CircuitView } from "@/lib/circuits/view";
import { AppError } from "@/lib/errors";
import { getRetrace } from "@/lib/retraces/get-retrace";
import type { RetraceView } from "@/lib/retraces/view";
import { latestOf } from "./latest-of";
import { PlainRetrace } from "./plain-retrace";
import { PromptBar } from "./prompt-bar";
import { submitRetrace } from "./submit-retrace";

interface CircuitPromptBarProps {
  circuit: CircuitView;
  viewer: Viewer;
  params: URLSearchParams;
}

/**
 * The text of a circuit, to change and to trace the same in; and, where it was come to that way, the comparison with the
 * circuit before. The address says both: `retrace` a run that is under way, `from` the circuit before.
 */
export async function CircuitPromptBar({ circuit, viewer, params }: CircuitPromptBarProps) {
  const { id, runId, text, model, tokens, mode, threshold, edgeThreshold, maxNodes } = circuit;
  const opened = await openedRetrace(id, params.get("retrace"), viewer);
  const from = z.uuid().safeParse(params.get("from")).data;
  return (
    <div className="circuit-prompt">
      <PromptBar
        key={id}
        text={text}
        shown={opened?.text}
        tokens={tokens.length > 0 ? tokens.length - 1 : null}
        model={{ name: model.name, contextLength: model.contextLength }}
        purpose={{
          does: "retrace",
          circuitId: id,
          spec: { mode, threshold, edgeThreshold, maxNodes },
          opened,
          plainly: opened && <PlainRetrace retrace={opened} />,
        }}
        latest={await latestOf(viewer, model.name)}
        submit={submitRetrace}
      />
      {opened?.standing.is === "running" && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <TextLink href={`/runs/${runId}`}>Its run</TextLink>
      {from && from !== id && (
        <TextLink href={`/circuits/compare?a=${from}&b=${id}`}>Compare with the circuit before</TextLink>
      )}
    </div>
  );
}

/** Null where the address names no run, or none that is read as the circuit's own was. */
async function openedRetrace(
  circuitId: string,
  runId: string | null,
  viewer: Viewer,
): Promise<RetraceView | null> {
  if (!runId) return null;
  try {
    return await getRetrace({ circuitId, runId, viewer });
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}
