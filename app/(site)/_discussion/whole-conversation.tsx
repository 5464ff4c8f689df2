"use client";

import { useQuery } from "@tanstack/react-query";
import { type DiscussionPlace, discussionQuery } from "@/app/_queries/discussion";
import type { Writer } from "@/lib/discussion/after-change";
import { Conversation } from "./conversation";
import { useLiveDiscussion } from "./use-live-discussion";
import "../findings/findings.css";
import "./discussion.css";

interface WholeConversationProps {
  place: DiscussionPlace;
  writer: Writer | null;
  /** The page of what it is about. */
  path: string;
  /** The comment that was asked for to be reworded. */
  edited: string | undefined;
}

/** One conversation by itself, with a page of its comments. */
export function WholeConversation({ place, writer, path, edited }: WholeConversationProps) {
  const { data: discussion } = useQuery(discussionQuery(place));
  useLiveDiscussion(place);
  const [conversation] = discussion?.items ?? [];
  if (!conversation) return null;
  return (
    <section id="discussion" className="discussion" aria-label="What was said">
      <Conversation {...{ conversation, place, writer, edited }} nodesAt={path} isWhole />
    </section>
  );
}
