import type { Metadata } from "next";
import { cache } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { runAddress } from "@/app/_queries/runs";
import { orNotFound } from "@/app/or-not-found";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { getRun } from "@/lib/runs/get-run";
import type { RunView } from "@/lib/runs/view";
import { chosenAtFirst, setsOfRun } from "../../_components/prompt/chosen-sets";
import { loadPromptForm } from "../../_components/prompt/load-prompt-form";
import { submitPrompt } from "../../_components/prompt/submit-prompt";
import { RunPromptBar } from "../../_components/prompt-bar/run-prompt-bar";
import { ReadWith } from "../../_components/run/read-with";
import { RunBody } from "../../_components/run/run-body";
import { TwoBeginnings } from "../../_components/run/two-beginnings";
import { PromptFormLazily, TakeAsWritten } from "../../_components/run/unready-run-lazily";
import { toParams } from "../../_components/to-params";
import { UnstatedProcessing } from "../../_components/unstated-processing";

interface RunPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadRun = cache((id: string) => orNotFound(getRun(id)));

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { id, text, model, status } = await loadRun((await params).id);
  const characters = [...text];
  const title = characters.length > 60 ? `${characters.slice(0, 60).join("")}\u2026` : text;
  const description = `Which features of ${model.displayName} fire on each token of this text, and what it says next.`;
  const address = status === "ready" ? runAddress(id) : null;
  return {
    title,
    description,
    ...previewMetadata({ title, description, address, alt: "The text in its tokens" }),
  };
}

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const [run, viewer] = await Promise.all([loadRun((await params).id), getViewer()]);
  return (
    <article>
      <header className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="text-l">
          What fires in <TextLink href={`/models/${run.model.name}`}>{run.model.displayName}</TextLink>
        </h1>
        <RunFacts run={run} />
        {run.status === "ready" && (
          <TextLink href={`/search/activation?run=${run.id}`} rel="nofollow" className="text-s">
            Find features by tokens
          </TextLink>
        )}
        <span className="ml-auto">
          <CopyLink />
        </span>
      </header>
      {run.status !== "failed" && <RunPromptBar run={run} viewer={viewer} />}
      {run.hasOtherSets && run.status === "ready" && (
        <details className="my-3">
          <summary>Read it with other dictionaries</summary>
          <PromptFormLazily
            {...(await loadPromptForm({
              ...{ text: run.text, asWritten: run.asWritten },
              modelName: run.model.name,
              chosen: chosenAtFirst(run.kinds),
              label: "The same text, or another",
              heading: "h2",
              keptAs: `prompt:${run.id}`,
            }))}
          />
        </details>
      )}
      <TwoBeginnings run={run}>
        <TakeAsWritten
          {...{ model: run.model.name, text: run.text, sets: setsOfRun(run.kinds), submit: submitPrompt }}
        />
      </TwoBeginnings>
      <UnstatedProcessing runId={run.id} />
      <RunBody run={run} params={toParams(await searchParams)} viewer={viewer} />
    </article>
  );
}

function RunFacts({ run }: { run: RunView }) {
  return (
    <p className="text-ink-soft text-s">
      {run.status === "ready" && (
        <>
          {formatCount(run.tokens.length)} tokens, {formatCount(run.featureCount ?? 0)} activations, computed
          in {formatCount(run.computeMillis ?? 0)} ms by <span className="mono">{run.computedBy}</span>,{" "}
        </>
      )}
      <ReadWith kinds={run.kinds} />
      {run.status === "computing" && "asked for "}
      {run.status === "failed" && "failed "}
      <RelativeDate date={run.computedAt ?? run.createdAt} />
    </p>
  );
}
