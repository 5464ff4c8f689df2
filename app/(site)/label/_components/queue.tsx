"use client";

import { Refused } from "@/app/_components/refused";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/progress";
import type { QueueTask } from "@/lib/label-queue/queue-words";
import type { QueuedFeatureView } from "@/lib/label-queue/view";
import { Goal } from "./goal";
import { QueueStep } from "./queue-step";
import { useQueue } from "./use-queue";

const taskWords: Readonly<Record<QueueTask, string>> = {
  propose: "Nobody has named it yet. Propose what it should be called, or skip it.",
  check: "It has a label. First say by that alone where it fires; then see what it is, and vote.",
  judge: "Judge it by its texts, then name it if you can. What others say is shown once you have judged it.",
  settle: "People disagree about it, or it waits for votes. Agree, disagree, or propose a better label.",
};

/** Where it stands, and why it comes before others. */
function placeOf({ circuits, asked, isNear }: QueuedFeatureView): string {
  const count = circuits.toLocaleString("en");
  const stands =
    circuits === 0
      ? "It stands in no circuit yet"
      : `It stands in ${count} ${circuits === 1 ? "circuit" : "circuits"}`;
  const asks =
    asked === 0
      ? ""
      : `, ${asked} ${asked === 1 ? "project or person asks" : "projects and people ask"} for it`;
  return `${stands}${asks}${isNear ? ", and is near what you labelled before" : ""}.`;
}

/** Features that wait for a label, one after the other: those of a project where one is named. */
export function Queue({ project = null }: { project?: string | null }) {
  const { current, done, isEmpty, error, isLost, goOn, again } = useQueue(project);
  return (
    <>
      <Goal done={done} />
      {current && (
        <>
          <p className="queue-task">
            {taskWords[current.task]} <span className="text-ink-soft">{placeOf(current)}</span>
          </p>
          {isLost && (
            <Notice>
              This page was asleep, so somebody else may be shown this feature too by now. What you do still
              counts.
            </Notice>
          )}
          <QueueStep key={current.visitId} item={current} onNext={goOn} />
        </>
      )}
      {error && (
        <>
          <Refused error={error} notice="What comes next could not be fetched." />
          <p className="mt-3">
            <Button onClick={again}>Ask again</Button>
          </p>
        </>
      )}
      {isEmpty && project !== null && (
        <EmptyState title="Nothing of this project waits for you now.">
          <p className="mt-1 max-w-prose">
            Others hold what is left, enough have judged it, or you have.{" "}
            <TextLink href={`/projects/${project}`}>See how far the project is</TextLink>, or{" "}
            <TextLink href="/label">label other features</TextLink>.
          </p>
          <p className="mt-3">
            <Button onClick={again}>Ask again</Button>
          </p>
        </EmptyState>
      )}
      {isEmpty && project === null && (
        <EmptyState title="Nothing waits for you now.">
          <p className="mt-1 max-w-prose">
            Others hold what is left, or you have dealt with it. Features come here when a corpus shows where
            they fire. <TextLink href="/features">Look for a feature</TextLink> yourself,{" "}
            <TextLink href="/circuits">read a circuit</TextLink>, or ask again later.
          </p>
          <p className="mt-3">
            <Button onClick={again}>Ask again</Button>
          </p>
        </EmptyState>
      )}
      {!current && !error && !isEmpty && <Skeleton className="h-40" />}
    </>
  );
}
