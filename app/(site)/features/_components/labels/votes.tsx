import { useMutation } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { accountAddress } from "@/app/_components/account-address";
import { Refused } from "@/app/_components/refused";
import { voteMutation } from "@/app/_queries/labels";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { TextLink } from "@/components/ui/link";
import { maxVoteWords, type VoteReason, voteReasons } from "@/lib/labels/label-words";
import type { LabelView } from "@/lib/labels/view";
import { reasonWords } from "./side-words";

interface VotesProps {
  label: LabelView;
  path: string;
  signedIn: boolean;
}

/** How many are for and against a proposal, and one's own vote: for it with a press, against it with a reason. */
export function Votes({ label, path, signedIn }: VotesProps) {
  const pathname = usePathname();
  const [isSaying, setSaying] = useState(false);
  const { mutate, error } = useMutation(voteMutation(path));
  const own = label.ownVote?.counts ? label.ownVote : null;
  const counts = `${label.votesFor} for, ${label.votesAgainst} against`;
  if (label.isMine || !signedIn)
    return (
      <span className="proposal-count">
        {counts}
        {!signedIn && (
          <>
            {" \u00b7 "}
            <TextLink href={accountAddress("/sign-in", pathname)}>Sign in to vote</TextLink>
          </>
        )}
      </span>
    );
  const cast = (vote: Parameters<typeof mutate>[0]["vote"]) => {
    setSaying(false);
    mutate({ labelId: label.id, wording: label.wording, vote });
  };
  return (
    <>
      <Button
        size="s"
        data-act="agree"
        aria-pressed={own?.value === 1}
        onClick={() => cast(own?.value === 1 ? null : { value: 1, reason: null, words: null })}
      >
        Agree <span className="proposal-votes">{label.votesFor}</span>
      </Button>
      <Button
        size="s"
        data-act="disagree"
        aria-pressed={own?.value === -1}
        aria-expanded={own?.value === -1 ? undefined : isSaying}
        onClick={() => (own?.value === -1 ? cast(null) : setSaying(!isSaying))}
      >
        Disagree <span className="proposal-votes">{label.votesAgainst}</span>
      </Button>
      {label.ownVote && !own && (
        <span className="feature-note">Your vote was for what it said before. Vote again.</span>
      )}
      {own?.value === -1 && own.reason && (
        <span className="feature-note">
          You said: {own.reason === "other" ? own.words : reasonWords[own.reason]}
        </span>
      )}
      {isSaying && (
        <AgainstForm
          onCast={(reason, words) => cast({ value: -1, reason, words })}
          onCancel={() => setSaying(false)}
        />
      )}
      <Refused error={error} />
    </>
  );
}

interface AgainstFormProps {
  onCast: (reason: VoteReason, words: string | null) => void;
  onCancel: () => void;
}

/** What is wrong with a proposal: one of a few things, with a word to it where one likes. */
function AgainstForm({ onCast, onCancel }: AgainstFormProps) {
  const id = useId();
  const [reason, setReason] = useState<VoteReason>("tooBroad");
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get("words") ?? "").trim();
    onCast(reason, words === "" ? null : words);
  }
  return (
    <form className="against-form" onSubmit={send} onKeyDown={({ key }) => key === "Escape" && onCancel()}>
      <fieldset>
        <legend className="text-m font-semibold">What is wrong with it?</legend>
        {voteReasons.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-reason`}
              value={each}
              checked={reason === each}
              // biome-ignore lint/a11y/noAutofocus: it has just been opened by who wants to say this
              autoFocus={each === "tooBroad"}
              onChange={() => setReason(each)}
            />{" "}
            {reasonWords[each]}
          </label>
        ))}
      </fieldset>
      <TextField
        name="words"
        label="In a few words"
        required={reason === "other"}
        maxLength={maxVoteWords}
        hint={reason === "other" ? undefined : "Not needed."}
      />
      <div className="flex gap-2">
        <Button type="submit" size="s" look="primary">
          Vote against it
        </Button>
        <Button size="s" look="plain" onClick={onCancel}>
          Do not vote
        </Button>
      </div>
    </form>
  );
}
