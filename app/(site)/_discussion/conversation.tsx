import { useMutation } from "@tanstack/react-query";
import { Refused } from "@/app/_components/refused";
import { type DiscussionPlace, featureOf, resolveMutation, sayMutation } from "@/app/_queries/discussion";
import { sentenceOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { isUnderWay, type Writer } from "@/lib/discussion/after-change";
import type { ConversationView } from "@/lib/discussion/view";
import { Comment } from "./comment";
import { CommentForm } from "./comment-form";
import { submitComment, submitResolution } from "./submit-comment";

interface ConversationProps {
  conversation: ConversationView;
  place: DiscussionPlace;
  /** Null for a guest. */
  writer: Writer | null;
  nodesAt: string | null;
  /** Whether it is all that the page shows, with every comment of it. */
  isWhole?: boolean;
  /** The comment that was asked for to be reworded. */
  edited?: string | undefined;
}

/** What people say to one another on one matter. One that is resolved is folded away. */
export function Conversation({
  conversation,
  place,
  writer,
  nodesAt,
  isWhole = false,
  edited,
}: ConversationProps) {
  const { id, label, comments, count, resolvedAt, resolvedBy, locked } = conversation;
  const begunBy = comments[0]?.author;
  const name = `Conversation begun by ${begunBy?.name ?? begunBy?.handle ?? "somebody"}`;
  const state = resolvedAt
    ? `Resolved${resolvedBy ? ` by ${resolvedBy.name ?? resolvedBy.handle}` : ""}`
    : null;
  const body = (
    <>
      {label && (
        <p className="comment-note">
          About {label.text === null ? "a label that was taken back" : `the label \u201c${label.text}\u201d`}
        </p>
      )}
      {!isWhole && count > comments.length && (
        <p className="comment-note">
          <TextLink href={`/conversations/${id}`}>{`All ${count.toLocaleString("en")} comments`}</TextLink>,
          of which the first and the latest stand here.
        </p>
      )}
      <ol>
        {comments.map((comment) => (
          <Comment
            key={comment.id}
            {...{ comment, place, nodesAt }}
            conversation={id}
            signedIn={writer !== null}
            isLocked={locked !== null}
            isEdited={comment.id === edited}
          />
        ))}
      </ol>
      {locked !== null && <p className="comment-note">A moderator has locked this conversation: {locked}</p>}
      {locked === null && !isUnderWay(id) && <Actions {...{ conversation, place, writer, isWhole }} />}
    </>
  );
  return (
    <article className="conversation" aria-label={name} data-resolved={resolvedAt !== null || undefined}>
      {state !== null && !isWhole ? (
        <details>
          <summary>
            {`${state}: ${count === 1 ? "1 comment" : `${count.toLocaleString("en")} comments`}, begun by ${begunBy?.name ?? begunBy?.handle ?? "somebody"}`}
          </summary>
          {body}
        </details>
      ) : (
        <>
          {state !== null && <p className="comment-note">{state}.</p>}
          {body}
        </>
      )}
    </article>
  );
}

function Actions({
  conversation: { id, resolvedAt, mayResolve },
  place,
  writer,
  isWhole,
}: Pick<ConversationProps, "conversation" | "place" | "writer"> & { isWhole: boolean }) {
  const say = useMutation(sayMutation(place));
  const resolve = useMutation(resolveMutation(place));
  const isResolved = resolvedAt === null;
  const form = (
    <CommentForm
      thing={`reply:${id}`}
      words={{ field: "Your reply", button: "Reply", signIn: "Sign in to reply" }}
      examplesOf={featureOf(place)}
      signedIn={writer !== null}
      error={say.error ? sentenceOf(say.error, "body") : undefined}
      isSending={say.isPending}
      onSend={({ body }, then) => writer && say.mutate({ conversation: id, body, writer }, then)}
      submit={submitComment.bind(null, { path: place.path, conversation: id })}
    />
  );
  return (
    <div className="conversation-actions">
      {isWhole ? (
        form
      ) : (
        <details>
          <summary>Reply</summary>
          {form}
        </details>
      )}
      {mayResolve && writer && (
        <form
          action={submitResolution.bind(null, { path: place.path, conversation: id, isResolved })}
          onSubmit={(event) => {
            event.preventDefault();
            resolve.mutate({ conversation: id, isResolved, writer });
          }}
        >
          <Button type="submit" size="s" look="plain" busy={resolve.isPending}>
            {isResolved ? "Resolve" : "Open it again"}
          </Button>
        </form>
      )}
      <Refused error={resolve.error} />
    </div>
  );
}
