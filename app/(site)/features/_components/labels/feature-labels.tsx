"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { labelsQuery } from "@/app/_queries/labels";
import { labelSides } from "@/lib/labels/label-words";
import type { LabelledSide as Side } from "@/lib/labels/view";
import { LabelledSide } from "./labelled-side";
import { useLiveLabels } from "./use-live-labels";
import "./labels.css";

interface FeatureLabelsProps {
  /** Of the feature's page. */
  path: string;
  signedIn: boolean;
  level: 2 | 3;
}

/** What people call a feature: what makes it fire and what it makes the model say, each with how it stands. */
export function FeatureLabels({ path, signedIn, level }: FeatureLabelsProps) {
  const { data: labels } = useQuery(labelsQuery(path));
  useLiveLabels(path);
  const router = useRouter();
  const name = labels && leaderOf(labels.input);
  const shown = useRef(name);
  // The page is called by what leads.
  useEffect(() => {
    if (shown.current !== name) router.refresh();
    shown.current = name;
  }, [name, router]);
  if (!labels) return null;
  return (
    <div id={level === 2 ? "labels" : undefined} className="feature-labels">
      {labelSides.map((side) => (
        <LabelledSide key={side} side={labels[side]} {...{ path, signedIn, level }} />
      ))}
    </div>
  );
}

function leaderOf({ proposals, leaderId }: Side): string | undefined {
  return proposals.find(({ id }) => id === leaderId)?.text;
}
