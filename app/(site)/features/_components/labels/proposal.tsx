import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { withdrawMutation } from "@/app/_queries/labels";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { exampleReference } from "@/lib/features/example-reference";
import type { LabelView } from "@/lib/labels/view";
import { WriteUp } from "../../../findings/_components/write-up";
import { BlindAnswers } from "./blind-answers";
import { LabelForm } from "./label-form";
import { LabelHistory } from "./label-history";
import { LabelProgram } from "./program/label-program";
import { reasonWords } from "./side-words";
import { Votes } from "./votes";

interface ProposalProps {
  label: LabelView;
  leads: boolean;
  path: string;
  signedIn: boolean;
}

/** What somebody proposes, whose it is, what others think of it, and what one may do with it. */
export function Proposal({ label, leads, path, signedIn }: ProposalProps) {
  const [open, setOpen] = useState<"edit" | "history" | null>(null);
  const editor = useRef<HTMLButtonElement>(null);
  const { mutate: withdraw, isPending, error } = useMutation(withdrawMutation(path));
  const { author, source, createdAt, updatedAt, revision } = label;
  return (
    <article className="proposal" data-leads={leads || undefined} aria-label={label.text}>
      <p className="proposal-text">{label.text}</p>
      {label.writeUp.length > 0 && (
        <div className="proposal-rationale">
          <WriteUp parts={label.writeUp} />
        </div>
      )}
      {label.program && <LabelProgram program={label.program} {...{ path, signedIn }} />}
      <p className="feature-note">
        {author ? (
          <TextLink href={`/users/${author.handle}`}>{author.name ?? author.handle}</TextLink>
        ) : (
          "a deleted account"
        )}
        {source === "program" && ", a program"}
        {source === "import" && ", imported"}, <RelativeDate date={createdAt} />
        {revision > 1 && (
          <>
            , changed <RelativeDate date={updatedAt} />
          </>
        )}
      </p>
      {label.against.length > 0 && (
        <p className="feature-note">
          Against it:{" "}
          {label.against.map(({ reason, votes }) => `${reasonWords[reason]} (${votes})`).join(", ")}.
        </p>
      )}
      <ShownBy path={path} {...label.evidence} />
      <BlindAnswers {...label} />
      <div className="proposal-actions">
        <Votes {...{ label, path, signedIn }} />
        {leads && signedIn && !label.isMine && (
          <TextLink href={`/label?label=${label.id}`} className="text-m">
            Check it blind
          </TextLink>
        )}
        {label.isMine && (
          <>
            <Button
              ref={editor}
              size="s"
              look="plain"
              aria-expanded={open === "edit"}
              onClick={() => setOpen(open === "edit" ? null : "edit")}
            >
              Say it better
            </Button>
            <Button size="s" look="plain" busy={isPending} onClick={() => withdraw(label.id)}>
              Take it back
            </Button>
          </>
        )}
        {!label.isMine && (
          <TextLink href={`/report?kind=label&id=${label.id}`} className="text-ink-soft text-m">
            Report
          </TextLink>
        )}
        {revision > 1 && (
          <Button
            size="s"
            look="plain"
            aria-expanded={open === "history"}
            onClick={() => setOpen(open === "history" ? null : "history")}
          >
            {revision} revisions
          </Button>
        )}
        <Refused error={error} />
      </div>
      {open === "edit" && (
        <LabelForm
          {...{ path, signedIn }}
          thing={`label:${label.id}`}
          asks="Votes are for a wording: another one begins without any, and one you said before has its votes again."
          of={{ label }}
          onDone={() => {
            setOpen(null);
            requestAnimationFrame(() => editor.current?.focus());
          }}
        />
      )}
      {open === "history" && <LabelHistory {...{ label, path }} />}
    </article>
  );
}

/** What its author named as showing it. */
function ShownBy({ path, circuits, examples }: LabelView["evidence"] & { path: string }) {
  if (circuits.length + examples.length === 0) return null;
  return (
    <p className="feature-note flex flex-wrap gap-x-2">
      Shown by
      {circuits.map((id, n) => (
        <TextLink key={id} href={`/circuits/${id}`}>
          {circuits.length === 1 ? "a circuit" : `circuit ${n + 1}`}
        </TextLink>
      ))}
      {examples.map((example, n) => (
        <TextLink
          key={exampleReference(example)}
          href={`${path}?example=${exampleReference(example)}#examples`}
        >
          {examples.length === 1 ? "an example" : `example ${n + 1}`}
        </TextLink>
      ))}
    </p>
  );
}
