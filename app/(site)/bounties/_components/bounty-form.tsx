"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { type BountyBody, createBountyMutation, updateBountyMutation } from "@/app/_queries/bounties";
import { fieldsOf } from "@/app/_queries/refusal";
import { answerWantedMutation } from "@/app/_queries/wanted";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import {
  licences,
  maxAppealDays,
  maxBriefLength,
  maxEntriesADay,
  maxJudges,
  maxReplyDays,
  maxTeam,
  maxTitleLength,
} from "@/lib/bounties/bounty-words";
import type { RuleChoice } from "@/lib/bounties/rule-choices";
import { fieldOf, readBounty } from "./read-bounty";
import { type OfferedRule, readRules } from "./read-rules";
import { RewardFields } from "./reward-fields";
import { RuleRow } from "./rule-row";
import { UtcField } from "./utc-field";

type Stated = { kind: string; version: number } & Record<string, unknown>;

export interface SavedBounty extends Omit<BountyBody, "reward" | "prizeSharedBy" | "judges" | "rules"> {
  /** Sums and handles as one types them, with spaces between. */
  currency: string;
  places: string;
  /** How many entries share each sum, or each place of a prize in words, likewise; empty where nothing is shared. */
  sharedBy: string;
  judges: string;
  rules: Stated[];
}

interface BountyFormProps {
  /** Null of one that is begun. */
  slug: string | null;
  /** What is wanted that one is begun of. */
  wanted?: string | null;
  revision: number;
  choices: readonly RuleChoice[];
  saved: SavedBounty;
}

/** Criteria that a form offers: those there are, and two more. */
const spare = 2;

/** What a bounty says: what is looked for, what is promised, from when to when, its rules and its rubric. */
export function BountyForm({ slug, wanted = null, revision, choices, saved }: BountyFormProps) {
  const { title, brief, prize, currency, places, sharedBy, judges } = saved;
  const typed = useTypedForm({
    thing: `bounty:${slug ?? "new"}`,
    base: JSON.stringify([saved, revision]),
    initial: { title, brief, prize, currency, places, sharedBy, judges },
  });
  const [wrongHere, setWrongHere] = useState<Error | null>(null);
  const create = useMutation(createBountyMutation);
  const update = useMutation(updateBountyMutation);
  const answer = useMutation(answerWantedMutation);
  const { error } = slug === null ? create : update;
  const busy = create.isPending || update.isPending || create.isSuccess || update.isSuccess;
  const fields = fieldsOf(error);
  const offered = offer(choices, saved.rules);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    let body: BountyBody;
    try {
      body = { ...readBounty(form), rules: readRules(form, offered) };
      setWrongHere(null);
    } catch (wrong) {
      setWrongHere(wrong instanceof Error ? wrong : new Error(String(wrong)));
      return;
    }
    const said = Object.fromEntries(
      ["title", "brief", "prize", "currency", "places", "sharedBy", "judges"].map((name) => [
        name,
        String(form.get(name)),
      ]),
    );
    const leave = (page: string) => {
      typed.saved(said);
      window.location.assign(page);
    };
    const link = (made: { slug: string; url: string }) => {
      if (!wanted) return leave(made.url);
      // Where another bounty answers it meanwhile, this one is begun all the same.
      answer.mutate({ id: wanted, slug: made.slug }, { onSettled: () => leave(made.url) });
    };
    if (slug === null) create.mutate(body, { onSuccess: link });
    else update.mutate({ ...body, slug, revision }, { onSuccess: () => leave(`/bounties/${slug}`) });
  }
  const about = (...names: string[]) => fieldOf(fields, names);
  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      className="grid max-w-prose gap-4"
    >
      <Restored typed={typed} />
      <TextField
        label="Title"
        name="title"
        required
        minLength={3}
        maxLength={maxTitleLength}
        defaultValue={title}
        error={about("title")}
      />
      <TextArea
        label="Brief"
        hint="What is looked for, and why. Markdown."
        name="brief"
        rows={8}
        maxLength={maxBriefLength}
        defaultValue={brief}
        error={about("brief")}
      />
      <RewardFields saved={saved} errorOf={about} />
      <fieldset className="grid gap-3">
        <legend className="font-semibold text-l">When</legend>
        <UtcField label="Opens" name="opensAt" at={saved.opensAt} error={about("opensAt")} />
        <UtcField label="Closes" name="closesAt" at={saved.closesAt} error={about("closesAt")} />
      </fieldset>
      <TextField
        label="Judges"
        hint="Handles, with spaces between. Nobody judges what they entered."
        name="judges"
        maxLength={900}
        defaultValue={judges}
        error={about("judges")}
      />
      <fieldset>
        <legend className="font-semibold text-l">Rules</legend>
        <p className="mb-2 text-ink-soft text-s">
          A machine checks them the moment somebody enters, and says rule by rule what to change.
          {about("rules") && <span className="block text-danger text-m">{about("rules")}</span>}
        </p>
        {offered.map(({ at, choice, stated }) => (
          <RuleRow key={at} {...{ at, choice, stated }} />
        ))}
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="font-semibold text-l">What judges score</legend>
        {about("rubric") && <p className="text-danger text-m">{about("rubric")}</p>}
        {[...saved.rubric, ...Array.from({ length: spare }, () => null)].map((criterion, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a criterion is its place in the form.
          <div key={at} className="grid gap-2 border-line border-t pt-2 sm:grid-cols-[10rem_5rem_1fr]">
            <TextField
              label="Criterion"
              name={`criterion.${at}.name`}
              maxLength={60}
              defaultValue={criterion?.name ?? ""}
            />
            <TextField
              label="Weight"
              name={`criterion.${at}.weight`}
              type="number"
              min={1}
              max={1000}
              defaultValue={String(criterion?.weight ?? 1)}
            />
            <TextField
              label="What it means"
              name={`criterion.${at}.description`}
              maxLength={1000}
              defaultValue={criterion?.description ?? ""}
            />
          </div>
        ))}
      </fieldset>
      <fieldset className="grid gap-3">
        <legend className="font-semibold text-l">Who and how much</legend>
        <label className="flex items-baseline gap-2 text-m">
          <input type="checkbox" name="nullResults" defaultChecked={saved.nullResults} /> What was looked for
          and not found may be entered
        </label>
        <label className="flex items-baseline gap-2 text-m">
          <input type="checkbox" name="replications" defaultChecked={saved.replications} /> Replications may
          be entered
        </label>
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            label="Entries a day and person"
            name="maxEntriesADay"
            type="number"
            min={1}
            max={maxEntriesADay}
            required
            defaultValue={String(saved.maxEntriesADay)}
            error={about("maxEntriesADay")}
          />
          <TextField
            label="People in a team"
            name="maxTeam"
            type="number"
            min={1}
            max={maxTeam}
            required
            defaultValue={String(saved.maxTeam)}
            error={about("maxTeam")}
          />
          <TextField
            label="Days for appeals"
            name="appealDays"
            type="number"
            min={1}
            max={maxAppealDays}
            required
            defaultValue={String(saved.appealDays)}
            error={about("appealDays")}
          />
          <TextField
            label="Days for a winner to answer"
            name="replyDays"
            type="number"
            min={1}
            max={maxReplyDays}
            required
            defaultValue={String(saved.replyDays)}
            error={about("replyDays")}
          />
        </div>
        <TextField
          label="Judges who score each entry"
          hint="Empty: all of them."
          name="judgesEach"
          type="number"
          min={1}
          max={maxJudges}
          defaultValue={saved.judgesEach === null ? "" : String(saved.judgesEach)}
          error={about("judgesEach")}
        />
        <label className="grid justify-items-start gap-1 text-m">
          <span className="font-semibold">Licence of what is entered</span>
          <select name="licence" className="input" defaultValue={saved.licence}>
            {licences.map((licence) => (
              <option key={licence}>{licence}</option>
            ))}
          </select>
        </label>
      </fieldset>
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {slug === null ? "Save the draft" : "Save the bounty"}
        </Button>
      </div>
      <Refused error={wrongHere ?? (Object.keys(fields).length === 0 ? error : null)} notice />
      {!wrongHere && Object.keys(fields).length > 0 && (
        <p role="alert" className="text-danger text-m">
          Something above is to be changed: {Object.values(fields)[0]}
        </p>
      )}
    </form>
  );
}

/** A row for each rule that the bounty asks for, and one for each kind that it does not. */
function offer(
  choices: readonly RuleChoice[],
  stated: readonly Stated[],
): (OfferedRule & { stated: Stated | null })[] {
  return choices.flatMap((choice) => {
    const said = stated.filter(({ kind }) => kind === choice.kind);
    return (said.length > 0 ? said : [null]).map((each, at) => ({
      at: `rule.${choice.kind}.${at}`,
      choice,
      stated: each && paramsOf(each),
    }));
  });
}

function paramsOf({ kind: _, version: __, ...params }: Stated): Stated {
  return params as Stated;
}
