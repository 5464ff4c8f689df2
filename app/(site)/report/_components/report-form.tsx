"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { reportMutation } from "@/app/_queries/moderation";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { maxReportWords, reportReasons, reportReasonWords } from "@/lib/reports/report-words";

interface ReportFormProps {
  kind: string;
  id: string;
  /** Where one came from. */
  path: string | null;
}

/** Why something is reported: one of a few reasons, and words. */
export function ReportForm({ kind, id, path }: ReportFormProps) {
  const typed = useTypedForm({ thing: "report", base: `${kind} ${id}`, initial: { words: "" } });
  const report = useMutation(reportMutation);
  const fields = fieldsOf(report.error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (report.isPending) return;
    const form = new FormData(event.currentTarget);
    const reason = reportReasons.find((each) => each === form.get("reason"));
    const words = String(form.get("words"));
    if (!reason) return;
    report.mutate({ subject: { kind, id }, reason, words }, { onSuccess: () => typed.saved({ words }) });
  }
  if (report.isSuccess)
    return (
      <Notice title="Thank you. A moderator will look into it." live>
        What comes of it will stand in <TextLink href="/settings">your settings</TextLink>.
        {path !== null && (
          <>
            {" "}
            <TextLink href={path}>Go back</TextLink>
          </>
        )}
      </Notice>
    );
  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      className="grid max-w-prose gap-3"
    >
      <Restored typed={typed} />
      <fieldset className="grid gap-1 text-m">
        <legend className="mb-1 font-semibold">It is</legend>
        {reportReasons.map((reason) => (
          <label key={reason} className="flex items-baseline gap-2">
            <input type="radio" name="reason" value={reason} required />
            {reportReasonWords[reason]}
          </label>
        ))}
      </fieldset>
      <TextArea
        label="In your words"
        hint="What a moderator should look at. Needed where it is something else."
        name="words"
        rows={3}
        maxLength={maxReportWords}
        error={fields.words}
      />
      <div>
        <Button type="submit" look="primary" busy={report.isPending}>
          Report it
        </Button>
      </div>
      {fields.words === undefined && <Refused error={report.error} notice />}
    </form>
  );
}
