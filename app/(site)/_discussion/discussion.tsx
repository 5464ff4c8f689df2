"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { beginMutation, type DiscussionPlace, discussionQuery, featureOf } from "@/app/_queries/discussion";
import { sentenceOf } from "@/app/_queries/refusal";
import type { Writer } from "@/lib/discussion/after-change";
import { CommentForm } from "./comment-form";
import { Conversation } from "./conversation";
import { submitConversation } from "./submit-comment";
import { useLiveDiscussion } from "./use-live-discussion";
import "../findings/findings.css";
import "./discussion.css";

interface DiscussionProps {
  place: DiscussionPlace;
  /** Null for a guest. */
  writer: Writer | null;
  /** What a conversation may be about, beside what the page shows. */
  labels?: readonly { id: string; text: string }[];
}

/** What people say about what a page shows, kept up with what others say meanwhile. */
export function Discussion({ place, writer, labels = [] }: DiscussionProps) {
  const { data: discussion } = useQuery(discussionQuery(place));
  useLiveDiscussion(place);
  const begin = useMutation(beginMutation(place));
  const items = discussion?.items ?? [];
  return (
    <section id="discussion" className="discussion" aria-labelledby="discussion-heading">
      <h2 id="discussion-heading">Discussion</h2>
      {items.length === 0 && <p className="comment-note">Nobody has said anything yet.</p>}
      {items.map((conversation) => (
        <Conversation key={conversation.id} {...{ conversation, place, writer }} nodesAt={null} />
      ))}
      <details className="discussion-begin" open={items.length === 0 || undefined}>
        <summary>Begin a conversation</summary>
        <CommentForm
          thing={`conversation:${place.path}`}
          words={{ field: "What you want to say", button: "Begin it", signIn: "Sign in to say it" }}
          labels={labels}
          examplesOf={featureOf(place)}
          signedIn={writer !== null}
          error={begin.error ? sentenceOf(begin.error, "body") : undefined}
          isSending={begin.isPending}
          onSend={(said, then) => writer && begin.mutate({ ...said, writer }, then)}
          submit={submitConversation.bind(null, place.path)}
        />
      </details>
    </section>
  );
}
