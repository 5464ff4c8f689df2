import type { Metadata } from "next";
import { cache } from "react";
import { Term } from "@/app/_components/term/term";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { circuitAddress } from "@/app/_queries/circuits";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/viewer";
import { exampleRun } from "@/lib/runs/example-run";
import { getExampleRun } from "@/lib/runs/get-example-run";
import { LiveCounts } from "./_components/live-counts";
import { PromptBox } from "./_components/prompt/prompt-box";
import { RecentRuns } from "./_components/recent-runs";
import { RunBody } from "./_components/run/run-body";
import { toParams } from "./_components/to-params";
import { ExampleCircuit } from "./_first-page/example-circuit";
import { loadExampleCircuit } from "./_first-page/load-example-circuit";
import { NewestFindings } from "./_first-page/newest-findings";
import { RecentFindings } from "./_first-page/recent-findings";

interface HomeProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadRun = cache(getExampleRun);

/** Links to the site show the circuit that its first page does. */
export async function generateMetadata(): Promise<Metadata> {
  const run = await loadRun();
  const example = run.status === "ready" ? await loadExampleCircuit(run) : null;
  return previewMetadata({
    title: "Circuit Commons",
    description: "A public workshop for understanding language models together.",
    address: example?.drawings ? circuitAddress(example.circuit.id) : null,
    alt: "The graph of a circuit in small, as on the first page",
  });
}

export default async function Home({ searchParams }: HomeProps) {
  const [viewer, run] = await Promise.all([getViewer(), loadRun()]);
  const { id } = run;
  const params = toParams(await searchParams);
  return (
    <>
      <PromptBox
        text={exampleRun.text}
        modelName={exampleRun.model}
        label="See which features of a language model fire on a sentence"
        heading="h1"
        rows={2}
        keptAs="prompt"
      />
      {run.status === "ready" && <ExampleCircuit run={run} viewer={viewer} />}
      <div className="mt-6 grid grid-cols-1 items-start gap-x-12 gap-y-6 border-line border-t pt-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <NewestFindings params={params} />
        <aside aria-label="About" className="grid grid-cols-1 content-start gap-4 text-m">
          <p>
            A workshop for understanding language models together: run a text through a model, read off the{" "}
            <Term of="feature">features</Term> its sparse autoencoders find, and trace why they fire.
            Everything shown here can be recomputed and checked by anyone. New to this?{" "}
            <TextLink href="/docs">The guide</TextLink> goes the whole way once.
          </p>
          <LiveCounts />
          {viewer.kind === "member" && <RecentRuns requesterId={viewer.id} params={params} />}
          {viewer.kind === "member" && <RecentFindings authorId={viewer.id} params={params} />}
        </aside>
      </div>
      <section className="mt-4 border-line border-t pt-6" aria-labelledby="example">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6">
          <h2 id="example">{run.model.displayName} reads who gave what to whom</h2>
          <TextLink href={`/runs/${id}`} className="text-m">
            Open this run by itself
          </TextLink>
        </div>
        <RunBody run={run} params={params} viewer={viewer} />
      </section>
    </>
  );
}
