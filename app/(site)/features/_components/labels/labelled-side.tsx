import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { restoreMutation } from "@/app/_queries/labels";
import { Button } from "@/components/ui/button";
import { LabelState } from "@/components/ui/label-state";
import type { LabelledSide as Side } from "@/lib/labels/view";
import { IntrudersTold } from "./intruders-told";
import { LabelForm } from "./label-form";
import { Proposal } from "./proposal";
import { sideWords } from "./side-words";

interface LabelledSideProps {
  side: Side;
  path: string;
  signedIn: boolean;
  level: 2 | 3;
}

/** One side of a feature: what leads, how it stands and what is missing, what else is proposed, and a way to propose. */
export function LabelledSide({ side, path, signedIn, level }: LabelledSideProps) {
  const [isProposing, setProposing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const words = sideWords[side.side];
  const Heading = level === 2 ? "h2" : "h3";
  const [first, ...others] = side.proposals;
  const leader = first?.id === side.leaderId ? first : null;
  const below = leader ? others : side.proposals;
  const wasProposing = useRef(false);
  // Where the form was, what opened it takes the focus again.
  useEffect(() => {
    if (wasProposing.current && !isProposing) opener.current?.focus();
    wasProposing.current = isProposing;
  }, [isProposing]);
  return (
    <section
      className="labelled-side"
      aria-label={level === 2 ? words.title : `${words.title}: ${idOf(path)}`}
    >
      <header>
        <Heading>{words.title}</Heading>
        <LabelState state={side.state} reason={side.reason} />
      </header>
      {leader && <Proposal key={leader.id} label={leader} leads {...{ path, signedIn }} />}
      {!leader && <p className="labelled-none">{side.reason}</p>}
      {leader && <p className="feature-note">{side.reason}</p>}
      <p className="feature-note">
        <span className="font-semibold">Next: </span>
        {side.missing}
      </p>
      {side.intruders && <IntrudersTold {...side.intruders} />}
      {below.length > 0 && (
        <details className="mt-2" open={leader === null}>
          <summary>{countOf(side.count - (leader ? 1 : 0), leader !== null)}</summary>
          {below.map((label) => (
            <Proposal key={label.id} label={label} leads={false} {...{ path, signedIn }} />
          ))}
          {side.count > side.proposals.length && (
            <p className="feature-note mt-1">
              {side.count - side.proposals.length} more have fewer votes and are not shown.
            </p>
          )}
        </details>
      )}
      <Withdrawn side={side} path={path} />
      {isProposing ? (
        <LabelForm
          {...{ path, signedIn }}
          thing={`label:${path}:${side.side}`}
          asks={words.asks}
          example={words.example}
          of={{ side: side.side }}
          onDone={() => setProposing(false)}
        />
      ) : (
        <p className="mt-2">
          <Button ref={opener} size="s" data-act={`propose-${side.side}`} onClick={() => setProposing(true)}>
            {first ? "Propose another" : "Propose a label"}
          </Button>
        </p>
      )}
    </section>
  );
}

function countOf(count: number, isBelow: boolean): string {
  const other = isBelow ? "other " : "";
  return `${count} ${other}${count === 1 ? "proposal" : "proposals"}`;
}

/** What one took back oneself, with a way to propose it again. */
function Withdrawn({ side: { withdrawn }, path }: { side: Side; path: string }) {
  const { mutate, isPending, error } = useMutation(restoreMutation(path));
  return (
    <>
      {withdrawn.map(({ id, text }) => (
        <p key={id} className="feature-note mt-1">
          You took back {"\u201c"}
          {text}
          {"\u201d"}.{" "}
          <Button size="s" look="plain" busy={isPending} onClick={() => mutate(id)}>
            Propose it again
          </Button>
        </p>
      ))}
      <Refused error={error} />
    </>
  );
}

/** A feature's id by its page's path: `attn.3.697`. */
function idOf(path: string): string {
  return path.split("/").slice(-3).join(".");
}
