"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { scoreEntryMutation } from "@/app/_queries/judging";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { maxPoints, maxScoreReasonLength, minScoreReasonLength } from "@/lib/bounty-judging/judging-words";

interface ScoreFormProps {
  slug: string;
  id: string;
  rubric: readonly { name: string; weight: number; description: string }[];
  /** What one gave before; empty at first. */
  scores: readonly { points: number; reason: string }[];
}

/** A judge's points and a sentence for each criterion. */
export function ScoreForm({ slug, id, rubric, scores }: ScoreFormProps) {
  const { refresh } = useRouter();
  const save = useMutation(scoreEntryMutation);
  const initial = Object.fromEntries(
    rubric.flatMap((_, at) => [
      [`points.${at}`, scores[at] ? String(scores[at].points) : ""],
      [`reason.${at}`, scores[at]?.reason ?? ""],
    ]),
  );
  const typed = useTypedForm({ thing: `scores:${id}`, base: JSON.stringify(scores), initial });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (save.isPending) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const given = rubric.map((_, at) => ({
      points: Number(text(`points.${at}`)),
      reason: text(`reason.${at}`),
    }));
    const sent = Object.fromEntries(Object.keys(initial).map((name) => [name, text(name)]));
    save.mutate(
      { slug, id, scores: given },
      {
        onSuccess: () => {
          typed.saved(sent);
          refresh();
        },
      },
    );
  }
  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      className="mt-3 grid max-w-prose gap-4"
    >
      <Restored typed={typed} />
      {rubric.map(({ name, weight, description }, at) => (
        <fieldset key={name} className="grid min-w-0 gap-2">
          <legend className="break-words font-semibold text-m">
            <bdi>{name}</bdi>, weight <span className="num">{weight}</span>
          </legend>
          <p className="break-words text-ink-soft text-s">
            <bdi>{description}</bdi>
          </p>
          <div className="max-w-48">
            <TextField
              label={`Points for ${name}, 0 to ${maxPoints}`}
              name={`points.${at}`}
              type="number"
              inputMode="numeric"
              min={0}
              max={maxPoints}
              step={1}
              required
              defaultValue={initial[`points.${at}`]}
            />
          </div>
          <TextArea
            label={`Why, for ${name}`}
            name={`reason.${at}`}
            rows={2}
            required
            minLength={minScoreReasonLength}
            maxLength={maxScoreReasonLength}
            defaultValue={initial[`reason.${at}`]}
          />
        </fieldset>
      ))}
      <div>
        <Button type="submit" look="primary" busy={save.isPending}>
          {scores.length > 0 ? "Score it anew" : "Score it"}
        </Button>
      </div>
      <Refused error={save.error} notice />
    </form>
  );
}
