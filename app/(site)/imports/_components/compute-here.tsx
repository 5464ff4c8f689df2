"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type Sent, sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import type { ImportSummary } from "@/lib/imports/view";
import { NotComputed, untilSettled } from "../../_components/computation/until-settled";

interface ComputeHereProps {
  summary: ImportSummary;
}

interface RunAnswer {
  tokens: { id: number }[];
}

interface Refusal {
  message: string;
  /** The page of what failed, where it can be tried again. */
  page?: string;
}

/** Asks this site the question of an imported circuit: first its text as a run, then its target. */
export function ComputeHere({ summary }: ComputeHereProps) {
  const router = useRouter();
  const [stage, setStage] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);

  async function compute() {
    const { signal } = leaving.current;
    setRefusal(null);
    const refused = await computed(summary, setStage, signal);
    if (signal.aborted) return;
    setStage("");
    if (refused) setRefusal(refused);
    else router.refresh();
  }
  return (
    <>
      <Button size="s" look="primary" busy={stage !== ""} onClick={compute}>
        {stage || "Compute it here"}
      </Button>
      <span role="alert" className="basis-full text-danger empty:hidden">
        {refusal?.message} {refusal?.page && <TextLink href={refusal.page}>Open its page</TextLink>}
      </span>
    </>
  );
}

/** Nothing when it is done, or why it could not be. */
async function computed(
  summary: ImportSummary,
  onStage: (stage: string) => void,
  signal: AbortSignal,
): Promise<Refusal | null> {
  const { model, target, mode, threshold, edgeThreshold, maxNodes, tokens } = summary;
  onStage("Running the text");
  const [, ...written] = tokens;
  const text = written.map((token) => token.text).join("");
  const run = await settledOf("run", await post("/api/v1/runs", { model, text }), signal);
  if ("message" in run) return run;
  const answer = await sendJson<RunAnswer>("GET", `/api/v1/runs/${run.id}`);
  if (!answer.ok) return { message: answer.message };
  if (answer.body.tokens.map(({ id }) => id).join() !== tokens.map(({ id }) => id).join())
    return {
      message:
        "The text does not come apart into the file's tokens here, so the same question cannot be asked.",
    };
  onStage("Tracing the circuit");
  const question = { runId: run.id, target, mode, threshold, edgeThreshold, maxNodes };
  const circuit = await settledOf("circuit", await post("/api/v1/circuits", question), signal);
  return "message" in circuit ? circuit : null;
}

function post(url: string, body: unknown): Promise<Sent<{ id: string }>> {
  return sendJson<{ id: string }>("POST", url, body);
}

async function settledOf(
  kind: "run" | "circuit",
  sent: Sent<{ id: string }>,
  signal: AbortSignal,
): Promise<{ id: string } | Refusal> {
  if (!sent.ok) return { message: sent.message };
  try {
    await untilSettled(kind, sent.body.id, signal);
    return sent.body;
  } catch (error) {
    if (!(error instanceof NotComputed)) throw error;
    const message = error.message || "The connection was lost before it was computed.";
    return { message, page: `/${kind}s/${sent.body.id}` };
  }
}
