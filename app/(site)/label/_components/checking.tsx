"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { nextToCheckQuery } from "@/app/_queries/label-checks";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/progress";
import { HandOfTexts } from "./hand-of-texts";

/** Labels that are passed over at most; with more, those passed over first come again. */
const maxPassed = 50;

/** One label after the other; `first` is the one that was asked for by its address. */
export function Checking({ first }: { first: string | null }) {
  const [asked, setAsked] = useState(first);
  const [passed, setPassed] = useState<string[]>([]);
  const { data: next, error, isPending } = useQuery({ ...nextToCheckQuery(passed), enabled: asked === null });
  const labelId = asked ?? next?.labelId ?? null;
  function goOn() {
    setPassed((before) => [...before, ...(labelId ? [labelId] : [])].slice(-maxPassed));
    setAsked(null);
  }
  if (labelId) return <HandOfTexts key={labelId} labelId={labelId} onNext={goOn} />;
  if (error) return <Refused error={error} notice="What to check next could not be fetched." />;
  if (isPending) return <Skeleton className="h-40" />;
  return (
    <EmptyState title="There is no label left for you to check.">
      <p className="mt-1 max-w-prose">
        Labels come here when somebody proposes one that leads and is not your own.{" "}
        <TextLink href="/features">Find a feature</TextLink> and propose what it should be called.
      </p>
    </EmptyState>
  );
}
