import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Refused } from "@/app/_components/refused";
import {
  commentHistoryQuery,
  type DiscussionPlace,
  deleteCommentMutation,
  featureOf,
  reviseCommentMutation,
} from "@/app/_queries/discussion";
import { sentenceOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { Link, TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { isUnderWay } from "@/lib/discussion/after-change";
import { commentPath } from "@/lib/discussion/comment-words";
import type { CommentView } from "@/lib/discussion/view";
import { WriteUp } from "../findings/_components/write-up";
import { CommentForm } from "./comment-form";
import { leadNodes } from "./lead-nodes";
import { submitDeletion, submitRevision } from "./submit-comment";

interface CommentProps {
  comment: CommentView;
  conversation: string;
  place: DiscussionPlace;
  signedIn: boolean;
  isLocked: boolean;
  /** Where the circuit stands whose nodes are named; null where that is this page. */
  nodesAt: string | null;
  /** Whether it was asked for to be reworded, as without JavaScript. */
  isEdited?: boolean;
}

/** What somebody said, and what one may do with it. */
export function Comment({
  comment,
  conversation,
  place,
  signedIn,
  isLocked,
  nodesAt,
  isEdited = false,
}: CommentProps) {
  const [open, setOpen] = useState<"edit" | "history" | null>(
    isEdited && comment.isMine && !comment.isHidden && !isLocked ? "edit" : null,
  );
  // What is edited is what was looked at, also where the comment changes meanwhile in another window.
  const [edited, setEdited] = useState(comment);
  const editor = useRef<HTMLButtonElement>(null);
  const revise = useMutation(reviseCommentMutation(place));
  const remove = useMutation(deleteCommentMutation(place));
  const { id, author, createdAt, updatedAt, revision, isMine, isHidden, writeUp } = comment;
  const toggle = (what: "edit" | "history") => {
    if (what === "edit") setEdited(comment);
    setOpen(open === what ? null : what);
  };
  const waits = isUnderWay(id);
  if (comment.deletedAt)
    return (
      <li id={`comment-${id}`} className="comment">
        <p className="comment-note">
          A comment that its author deleted, <RelativeDate date={comment.deletedAt} />.
        </p>
      </li>
    );
  return (
    <li id={`comment-${id}`} className="comment" data-under-way={waits || undefined}>
      <p className="comment-note">
        {author ? (
          <TextLink href={`/users/${author.handle}`}>{author.name ?? author.handle}</TextLink>
        ) : (
          "a deleted account"
        )}
        {comment.byProgram && ", a program"},{" "}
        <Link href={commentPath(conversation, id)} className="hover:text-accent">
          <RelativeDate date={createdAt} />
        </Link>
        {revision > 1 && (
          <>
            , changed <RelativeDate date={updatedAt} />
          </>
        )}
        {isHidden && ". A moderator hides it: nobody but you sees it"}
      </p>
      {open === "edit" ? (
        <CommentForm
          thing={`comment:${id}`}
          base={String(edited.revision)}
          initial={edited.body}
          words={{ field: "Your comment", button: "Save", signIn: "Sign in to save it" }}
          examplesOf={featureOf(place)}
          signedIn={signedIn}
          error={revise.error ? sentenceOf(revise.error, "body") : undefined}
          isSending={revise.isPending}
          onSend={({ body }, then) => revise.mutate({ id, body, revision: edited.revision }, then)}
          submit={submitRevision.bind(null, { path: place.path, id, revision: edited.revision })}
          onClose={() => {
            setOpen(null);
            requestAnimationFrame(() => editor.current?.focus());
          }}
        />
      ) : (
        <WriteUp parts={nodesAt === null ? writeUp : leadNodes(writeUp, nodesAt)} />
      )}
      <div className="comment-actions">
        {isMine && !isLocked && (
          <>
            {!isHidden && (
              <form
                action={`/conversations/${conversation}#comment-${id}`}
                onSubmit={(event) => {
                  event.preventDefault();
                  toggle("edit");
                }}
              >
                <input type="hidden" name="edit" value={id} />
                <Button ref={editor} type="submit" size="s" look="plain" aria-expanded={open === "edit"}>
                  Edit
                </Button>
              </form>
            )}
            <details>
              <summary>Delete</summary>
              <form
                action={submitDeletion.bind(null, { path: place.path, id })}
                onSubmit={(event) => {
                  event.preventDefault();
                  remove.mutate({ id });
                }}
              >
                <Button type="submit" size="s" look="danger" busy={remove.isPending}>
                  Delete it for good
                </Button>
              </form>
            </details>
          </>
        )}
        {revision > 1 && (
          <Button size="s" look="plain" aria-expanded={open === "history"} onClick={() => toggle("history")}>
            {`${revision} revisions`}
          </Button>
        )}
        {signedIn && !isMine && !waits && (
          <TextLink href={`/report?kind=comment&id=${id}`} className="text-ink-soft text-s">
            Report
          </TextLink>
        )}
        <Refused error={remove.error} />
      </div>
      {open === "history" && <CommentHistory id={id} revision={revision} />}
    </li>
  );
}

/** What a comment said from the latest to the first, with what was changed marked word by word. */
function CommentHistory({ id, revision }: { id: string; revision: number }) {
  const { data: history, error } = useQuery(commentHistoryQuery(id, revision));
  if (!history)
    return error ? <Refused error={error} /> : <p className="comment-note">Fetching what it said before.</p>;
  const { length } = history.revisions;
  return (
    <>
      {length < revision && (
        <p className="comment-note">{`The latest ${length} of ${revision} revisions.`}</p>
      )}
      <ol className="comment-history">
        {history.revisions.map(({ number, words, createdAt }) => (
          <li key={number}>
            <p>
              {words.map(({ text, is }, i) => {
                // Their place tells them apart: a word may come twice.
                const key = `${i} ${text}`;
                if (is === "added") return <ins key={key}>{text}</ins>;
                if (is === "removed") return <del key={key}>{text}</del>;
                return <span key={key}>{text}</span>;
              })}
            </p>
            <p className="comment-note">
              {number}, <RelativeDate date={createdAt} />
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
