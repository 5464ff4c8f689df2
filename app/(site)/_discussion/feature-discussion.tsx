"use client";

import { useQuery } from "@tanstack/react-query";
import type { DiscussionPlace } from "@/app/_queries/discussion";
import { labelsQuery } from "@/app/_queries/labels";
import type { Writer } from "@/lib/discussion/after-change";
import { Discussion } from "./discussion";

/** What people say about a feature and about its labels as they stand. */
export function FeatureDiscussion({ place, writer }: { place: DiscussionPlace; writer: Writer | null }) {
  const { data: labels } = useQuery(labelsQuery(place.path));
  const proposals = labels ? [...labels.input.proposals, ...labels.output.proposals] : [];
  return <Discussion {...{ place, writer }} labels={proposals.map(({ id, text }) => ({ id, text }))} />;
}
