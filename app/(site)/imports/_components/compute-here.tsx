"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Sent, sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import type { ImportSummary } from "@/lib/imports/import-report";
import { untilSettled } from "../../_components/computation/until-settled";

interface ComputeHereProps {
  summary: ImportSummary;
}

interface RunAnswer {
  tokens: { id: number }[];
}

/** Asks this site the question of an imported circuit: first its text as a run, then its target. */
export function ComputeHere({ summary }: ComputeHereProps) {
  const router = useRouter();
  const [stage, setStage] = useState("");
  const [refusal, setRefusal] = useState("");

  async function compute() {
    setRefusal("");
    const failure = await computed(summary, setStage).catch((error: unknown) =>
      error instanceof Refused ? error.message : "This could not be computed. Try again in a moment.",
    );
    setStage("");
    if (failure) setRefusal(failure);
    else router.refresh();
  }
  return (
    <>
      <Button size="s" look="primary" busy={stage !== ""} onClick={compute}>
        {stage || "Compute it here"}
      </Button>
      <span role="alert" className="basis-full text-danger empty:hidden">
        {refusal}
      </span>
    </>
  );
}

class Refused extends Error {}

/** Nothing when it is done, or why it could not be. */
async function computed(
  summary: ImportSummary,
  onStage: (stage: string) => void,
): Promise<string | undefined> {
  const { model, target, mode, threshold, edgeThreshold, maxNodes, tokens } = summary;
  onStage("Running the text");
  const [, ...written] = tokens;
  const text = written.map((token) => token.text).join("");
  const run = given(await sendJson<{ id: string }>("POST", "/api/v1/runs", { model, text }));
  await untilSettled("run", run.id);
  const { tokens: read } = given(await sendJson<RunAnswer>("GET", `/api/v1/runs/${run.id}`));
  if (read.map(({ id }) => id).join() !== tokens.map(({ id }) => id).join())
    return "The text does not come apart into the file's tokens here, so the same question cannot be asked.";
  onStage("Tracing the circuit");
  const question = { runId: run.id, target, mode, threshold, edgeThreshold, maxNodes };
  const circuit = given(await sendJson<{ id: string }>("POST", "/api/v1/circuits", question));
  await untilSettled("circuit", circuit.id);
  return undefined;
}

function given<T>(sent: Sent<T>): T {
  if (!sent.ok) throw new Refused(sent.message);
  return sent.body;
}
