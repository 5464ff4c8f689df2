"use client";

import { runAddress } from "@/app/_queries/runs";
import { Notice } from "@/components/ui/notice";
import { RetryButton } from "../computation/retry-button";
import { PromptForm, type PromptFormProps } from "../prompt/prompt-form";
import { isTooMany } from "../prompt/use-too-many-tokens";

interface FailedRunProps {
  runId: string;
  failure: string | null;
  form: PromptFormProps;
}

/** Why a run failed, and its text to change or try again. */
export function FailedRun({ runId, failure, form }: FailedRunProps) {
  return (
    <div className="mt-4 grid gap-6">
      <Notice
        tone="error"
        title="This run failed."
        // What is too long is refused again, however often it is computed.
        actions={
          isTooMany(form.count) ? undefined : (
            <RetryButton address={runAddress(runId)}>Compute it again</RetryButton>
          )
        }
      >
        {failure ?? "The worker gave no reason."}
      </Notice>
      <PromptForm {...form} />
    </div>
  );
}
