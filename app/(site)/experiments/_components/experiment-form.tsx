"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { runExperimentMutation, writeExperimentMutation } from "@/app/_queries/experiments";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { experimentLimits } from "@/lib/experiment-format/limits";
import { AddCondition } from "./add-condition";
import { readPlan } from "./made-condition";
import "./experiments.css";

export interface WrittenFields {
  title: string;
  says: string;
  description: string;
  /** What else the experiment's file says, as JSON: prompts, metrics, conditions. */
  plan: string;
}

interface ExperimentFormProps {
  /** What it is over; null where a file names its family by its hash. */
  family: { id: string; version: number; isPublic: boolean } | null;
  forkOf: string | null;
  fields: WrittenFields;
  models: readonly { name: string; displayName: string }[];
  model: string;
  roles: readonly string[];
  hasCounterfactuals: boolean;
}

const { maxTitleLength, maxHypothesisLength, maxDescriptionLength } = experimentLimits;

/** What is asked and expected, written before it is computed. What is typed stays in the browser until it is saved. */
export function ExperimentForm(props: ExperimentFormProps) {
  const { family, forkOf, fields: initial, models, model, roles, hasCounterfactuals } = props;
  const typed = useTypedForm({
    thing: forkOf ? `experiment:fork:${forkOf}` : `experiment:new:${family?.id ?? ""}`,
    base: String(family?.version ?? ""),
    initial: { ...initial },
  });
  const write = useMutation(writeExperimentMutation);
  const run = useMutation(runExperimentMutation);
  const busy = write.isPending || run.isPending || write.isSuccess;
  const [unfit, setUnfit] = useState("");
  const fields = fieldsOf(write.error);
  const areaOf = () => {
    const area = typed.form.current?.elements.namedItem("plan");
    return area instanceof HTMLTextAreaElement ? area : null;
  };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : { submitter: null };
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? "");
    const plan = readPlan(said("plan"));
    setUnfit(typeof plan === "string" ? plan : "");
    if (typeof plan === "string") return;
    const sent = {
      ...{ title: said("title"), says: said("says"), description: said("description"), plan: said("plan") },
    };
    const experiment = {
      ...plan,
      ...{ title: sent.title, description: sent.description, hypothesis: { says: sent.says } },
      model: { name: said("model") },
    };
    const leave = (page: string) => {
      typed.saved(sent);
      window.location.assign(page);
    };
    write.mutate(
      {
        ...{ experiment, forkOf, isPublic: form.get("seen") === "public" },
        family: family && { id: family.id, version: family.version },
      },
      {
        onSuccess: ({ id, url }) =>
          submitter instanceof HTMLButtonElement && submitter.value === "later"
            ? leave(url)
            : // What is written down stands, whether it can be run now or not: its page has the button, too.
              run.mutate(id, { onSuccess: (begun) => leave(begun.url), onError: () => leave(url) }),
      },
    );
  }

  return (
    <form
      ref={typed.form}
      onInput={typed.keep}
      onSubmit={submit}
      method="post"
      className="experiment-form grid max-w-prose grid-cols-[minmax(0,1fr)] gap-4"
    >
      <Restored typed={typed} />
      <TextField
        name="title"
        label="Title"
        required
        maxLength={maxTitleLength}
        defaultValue={initial.title}
        error={fields.title}
      />
      <TextArea
        name="says"
        label="Hypothesis"
        hint="One sentence that the numbers can decide. It never changes, and the time is kept."
        rows={3}
        required
        maxLength={maxHypothesisLength}
        defaultValue={initial.says}
      />
      <TextArea
        name="description"
        label="What it is about (may be left empty)"
        rows={3}
        maxLength={maxDescriptionLength}
        defaultValue={initial.description}
      />
      <label className="grid justify-items-start gap-1 text-m">
        <span className="font-semibold">Model</span>
        <select name="model" className="input max-w-full" defaultValue={model}>
          {models.map(({ name, displayName }) => (
            <option key={name} value={name}>
              {displayName}
            </option>
          ))}
        </select>
      </label>
      <AddCondition
        roles={roles}
        hasCounterfactuals={hasCounterfactuals}
        read={() => areaOf()?.value ?? ""}
        write={(plan) => {
          const area = areaOf();
          if (!area) return;
          area.value = plan;
          typed.keep();
        }}
      />
      <TextArea
        name="plan"
        label="Plan"
        hint="Which prompts, what is measured, and the conditions, as JSON. Conditions that are added stand here; all of it may be changed by hand."
        rows={18}
        required
        spellCheck={false}
        defaultValue={initial.plan}
        error={unfit || undefined}
      />
      <fieldset className="grid gap-1 text-m">
        <legend className="font-semibold">Who sees it</legend>
        <label className="flex items-baseline gap-2">
          <input type="radio" name="seen" value="private" defaultChecked /> You alone
        </label>
        <label className="flex items-baseline gap-2">
          <input type="radio" name="seen" value="public" disabled={family?.isPublic === false} /> Everybody,
          under CC BY 4.0
        </label>
        {family?.isPublic === false && (
          <p className="text-ink-soft text-s">Its family of prompts is seen by you alone, and so is this.</p>
        )}
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={busy}>
          Write it down and run it
        </Button>
        <Button type="submit" name="when" value="later" busy={busy}>
          Only write it down
        </Button>
      </div>
      <Refused error={write.error} notice="It is not written down, and stands here still." />
    </form>
  );
}
