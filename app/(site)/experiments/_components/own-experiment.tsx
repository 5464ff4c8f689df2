"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { changeExperimentMutation, deleteExperimentMutation } from "@/app/_queries/experiments";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { type Holding, holdings, maxConclusionLength } from "@/lib/experiments/holdings";
import { holdingWords } from "./experiment-words";

interface ConclusionFormProps {
  id: string;
  /** What stands there. */
  holds: Holding | null;
  text: string;
}

/** What an experiment's author concludes of its result. What is typed stays in the browser until it is saved. */
export function ConclusionForm({ id, holds, text }: ConclusionFormProps) {
  const typed = useTypedForm({ thing: `experiment:${id}:conclusion`, base: text, initial: { text } });
  const change = useMutation(changeExperimentMutation);
  const busy = change.isPending || change.isSuccess;
  const [unfit, setUnfit] = useState("");
  const fields = fieldsOf(change.error);
  const page = `/experiments/${id}`;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const chosen = holdings.find((holding) => holding === form.get("holds"));
    setUnfit(chosen ? "" : "Say whether the hypothesis holds.");
    if (!chosen) return;
    const said = String(form.get("text"));
    const leave = () => {
      typed.saved({ text: said });
      window.location.assign(page);
    };
    change.mutate({ id, conclusion: { holds: chosen, text: said } }, { onSuccess: leave });
  }

  return (
    <form
      ref={typed.form}
      onInput={typed.keep}
      onSubmit={submit}
      method="post"
      className="mt-3 grid max-w-prose grid-cols-[minmax(0,1fr)] gap-3"
    >
      <Restored typed={typed} />
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1 text-m">
        <legend className="font-semibold">
          {holds ? "Change what you conclude" : "What do you conclude?"}
        </legend>
        {holdings.map((holding) => (
          <label key={holding} className="flex items-baseline gap-2">
            <input type="radio" name="holds" value={holding} defaultChecked={holding === holds} />{" "}
            {holdingWords[holding]}
          </label>
        ))}
      </fieldset>
      {unfit && (
        <p role="alert" className="text-danger text-m">
          {unfit}
        </p>
      )}
      <TextArea
        name="text"
        label="What the result shows"
        hint="Say which numbers decide it, and what they leave open. That it does not hold is a result."
        rows={5}
        required
        maxLength={maxConclusionLength}
        defaultValue={text}
        error={fields["conclusion.text"]}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={holds ? "quiet" : "primary"} busy={busy}>
          Save the conclusion
        </Button>
        {holds && (
          <Button
            busy={busy}
            onClick={() =>
              change.mutate({ id, conclusion: null }, { onSuccess: () => window.location.assign(page) })
            }
          >
            Take it back
          </Button>
        )}
      </div>
      <Refused error={change.error} notice="It is not saved, and stands here still." />
    </form>
  );
}

/** Who sees an experiment of one's own, and its end. */
export function OwnExperiment({ id, isPublic }: { id: string; isPublic: boolean }) {
  const [isSure, setSure] = useState(false);
  const share = useMutation(changeExperimentMutation);
  const remove = useMutation(deleteExperimentMutation);
  const change = () =>
    share.mutate(
      { id, isPublic: !isPublic },
      { onSuccess: () => window.location.assign(`/experiments/${id}`) },
    );
  const end = () =>
    isSure ? remove.mutate(id, { onSuccess: () => window.location.assign("/experiments") }) : setSure(true);
  return (
    <div className="grid justify-items-start gap-2">
      <Button busy={share.isPending || share.isSuccess} onClick={change}>
        {isPublic ? "Show it to nobody but you" : "Show it to everybody"}
      </Button>
      <Button look="danger" busy={remove.isPending || remove.isSuccess} onClick={end}>
        {isSure ? "Delete for good, with its results? Forks of it stay." : "Delete the experiment"}
      </Button>
      <Refused error={share.error ?? remove.error} notice />
    </div>
  );
}
