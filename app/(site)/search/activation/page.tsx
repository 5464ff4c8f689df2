import type { Metadata } from "next";
import { Term } from "@/app/_components/term/term";
import { Written } from "@/app/_written/written";
import { orNotFound } from "@/app/or-not-found";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { getRun } from "@/lib/runs/get-run";
import type { RunView } from "@/lib/runs/view";
import { findByActivation, maxChosen } from "@/lib/search/find-by-activation";
import { toParams } from "../../_components/to-params";
import { SearchTabs } from "../_components/search-tabs";
import { ActivationTable } from "./_components/activation-table";
import { TextOfSearch } from "./_components/text-of-search";
import { TokenChoice } from "./_components/token-choice";
import { UnreadyText } from "./_components/unready-text";

export const metadata: Metadata = { title: "Features by activation", robots: { index: false } };

interface ActivationPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const path = "/search/activation";

/** The features that fire at some tokens of a text and elsewhere least. Text and tokens stand in the address. */
export default async function ActivationPage({ searchParams }: ActivationPageProps) {
  const params = toParams(await searchParams);
  const runId = params.get("run");
  const run = runId === null ? null : await orNotFound(getRun(runId));
  return (
    <>
      <h1>Search</h1>
      <SearchTabs current={path} />
      {!run && (
        <>
          <TextOfSearch run={null} />
          <EmptyState title="Features are found by the tokens at which they fire.">
            Write a text, choose <Term of="token">tokens</Term> of it, and you get the{" "}
            <Term of="feature">features</Term> that fire there most and elsewhere least, in the text and in
            what was read of <Term of="corpus">corpora</Term>. A text that was run before is at hand at once;
            another counts as a <Term of="run" /> of yours.
          </EmptyState>
        </>
      )}
      {run && run.status !== "ready" && (
        <>
          <TextOfSearch run={run} />
          <UnreadyText run={run} viewer={await getViewer()} />
        </>
      )}
      {run?.status === "ready" && <Found run={run} positions={params.getAll("at")} />}
    </>
  );
}

async function Found({ run, positions }: { run: RunView; positions: readonly string[] }) {
  const asked = positions.map((text) => (/^\d{1,6}$/.test(text) ? Number(text) : -1));
  const chosen = new Set(asked.filter((position) => position >= 0 && position < run.tokens.length));
  const isTooMany = chosen.size > maxChosen;
  const found =
    chosen.size === 0 || isTooMany ? null : await orNotFound(findByActivation(run.id, [...chosen]));
  return (
    <>
      <p className="mt-3 text-m">
        In <TextLink href={`/runs/${run.id}`}>this text</TextLink>, through {run.model.displayName}
      </p>
      <details className="mt-2 text-m">
        <summary>Another text</summary>
        <TextOfSearch run={run} />
      </details>
      <Written>
        <TokenChoice run={run} chosen={chosen} />
      </Written>
      {isTooMany && (
        <Notice tone="error" title="Nothing was looked for">
          Choose {maxChosen} tokens at most.
        </Notice>
      )}
      {chosen.size === 0 && (
        <EmptyState title="Choose the tokens at which it is to fire.">
          One is enough; of several it is the mean that counts. {maxChosen} at most.
        </EmptyState>
      )}
      {found && found.features.length > 0 && (
        <>
          <p className="mb-3 max-w-prose text-ink-soft text-s">
            <Term of="specificity">Specificity</Term> is how much the feature tells these tokens from others,
            in bits: its mean <Term of="activation" />
            there less that at the text's other tokens, each as a share of the largest that corpora showed,
            times how rare it is in a corpus that it fires at all. Means are in the dictionary's own units;
            those of different dictionaries cannot be compared. Looked at are the 60 strongest there of each
            dictionary.
          </p>
          <ActivationTable run={run} features={found.features} />
        </>
      )}
      {found && found.features.length === 0 && found.unmeasured === 0 && (
        <EmptyState title="No feature fires there more than elsewhere.">
          Choose other tokens, or fewer: what fires at every one of many is rare. Or{" "}
          <TextLink href={`/runs/${run.id}`}>trace what the model says next</TextLink> in this text.
        </EmptyState>
      )}
      {found && found.unmeasured > 0 && (
        <p className="mt-3 max-w-prose text-ink-soft text-s">
          {found.features.length === 0 ? "Nothing can be said yet: of" : "Of"} {formatCount(found.unmeasured)}{" "}
          {found.features.length === 0 ? "features" : "more features"} that fire there no corpus has shown
          anything, so nothing tells how rare they are.
          {found.features.length === 0 && (
            <>
              {" "}
              <TextLink href={`/runs/${run.id}`}>The text’s own page</TextLink> has what fires at each token,
              by strength, to be traced from there.
            </>
          )}
        </p>
      )}
    </>
  );
}
