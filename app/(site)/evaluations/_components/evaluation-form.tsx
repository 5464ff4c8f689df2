"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { evaluateMutation } from "@/app/_queries/evaluations";
import { Button } from "@/components/ui/button";
import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";
import { ablationWords, metricWords } from "./evaluation-words";

interface EvaluationFormProps {
  circuitId: string;
  family: { id: string; version: number };
  rules: readonly string[];
  counts: { shown: number; heldOut: number };
  ablations: readonly Ablation[];
  metrics: readonly Metric[];
  /** Of prompts. */
  most: number;
  usual: number;
  randomCircuits: number;
}

/** Over which prompts a circuit is evaluated, and how. */
export function EvaluationForm(props: EvaluationFormProps) {
  const { circuitId, family, rules, counts, ablations, metrics, most, usual, randomCircuits } = props;
  const evaluate = useMutation(evaluateMutation);
  const [unfit, setUnfit] = useState("");
  const busy = evaluate.isPending || evaluate.isSuccess;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const chosen = ablations.filter((ablation) => form.getAll("ablation").includes(ablation));
    setUnfit(chosen.length === 0 ? "Choose at least one ablation." : "");
    if (chosen.length === 0) return;
    const part = form.get("part");
    evaluate.mutate(
      {
        ...{ circuitId, familyId: family.id, version: family.version },
        rule: String(form.get("rule") ?? "") || null,
        only: part === "shown" || part === "held-out" ? part : null,
        prompts: Number(form.get("prompts")),
        metric: metrics.find((metric) => metric === form.get("metric")) ?? null,
        ablations: chosen,
        randomCircuits: form.get("random") === "on" ? randomCircuits : 0,
      },
      { onSuccess: ({ url }) => window.location.assign(url) },
    );
  }

  return (
    <form method="post" onSubmit={submit} className="grid max-w-prose gap-4 text-m">
      <label className="grid justify-items-start gap-1">
        <span className="font-semibold">Prompts</span>
        <select
          name="part"
          className="input max-w-full"
          defaultValue={counts.heldOut > 1 ? "held-out" : "both"}
        >
          {counts.heldOut > 0 && (
            <option value="held-out">Held out ({counts.heldOut}): not those it may have been found on</option>
          )}
          {counts.shown > 0 && <option value="shown">Shown ({counts.shown})</option>}
          <option value="both">Both ({counts.shown + counts.heldOut})</option>
        </select>
      </label>
      <label className="grid justify-items-start gap-1">
        <span className="font-semibold">The first so many of them</span>
        <input
          className="input w-24"
          type="number"
          name="prompts"
          min={1}
          max={most}
          required
          defaultValue={usual}
        />
        <span className="text-ink-soft text-s">
          Each is run some hundreds of times: a few seconds of a small model, and computing time of your day.
        </span>
      </label>
      {rules.length > 0 && (
        <label className="grid justify-items-start gap-1">
          <span className="font-semibold">Counterfactual</span>
          <select name="rule" className="input max-w-full" defaultValue="">
            <option value="">As the family says</option>
            {rules.map((rule) => (
              <option key={rule} value={rule}>
                {rule}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset className="grid gap-1">
        <legend className="font-semibold">What is ablated is brought to</legend>
        {ablations.map((ablation) => (
          <label key={ablation} className="flex items-baseline gap-2">
            <input type="checkbox" name="ablation" value={ablation} defaultChecked />
            <span>
              {ablationWords[ablation].name}.{" "}
              <span className="text-ink-soft">{ablationWords[ablation].says}</span>
            </span>
          </label>
        ))}
        {unfit && (
          <p role="alert" className="text-danger">
            {unfit}
          </p>
        )}
      </fieldset>
      <label className="grid justify-items-start gap-1">
        <span className="font-semibold">Measured of the next token</span>
        <select name="metric" className="input max-w-full" defaultValue="">
          <option value="">The difference where every prompt has a distractor, else the logit</option>
          {metrics.map((metric) => (
            <option key={metric} value={metric}>
              {metricWords[metric]}
            </option>
          ))}
        </select>
      </label>
      <label className="flex items-baseline gap-2">
        <input type="checkbox" name="random" defaultChecked />
        <span>
          Beside {randomCircuits} random circuits.{" "}
          <span className="text-ink-soft">
            Without them it is done sooner, and nothing says how easily such shares come.
          </span>
        </span>
      </label>
      <div>
        <Button type="submit" look="primary" busy={busy}>
          Evaluate
        </Button>
      </div>
      <Refused error={evaluate.error} notice="Nothing was asked; what is chosen stands here still." />
    </form>
  );
}
