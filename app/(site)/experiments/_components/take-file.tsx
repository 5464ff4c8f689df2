"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "@/app/_components/refused";
import { writeExperimentMutation } from "@/app/_queries/experiments";
import { experimentLimits } from "@/lib/experiment-format/limits";
import { readPlan } from "./made-condition";

const { maxFileBytes } = experimentLimits;

/** Takes an experiment's file as it is: its family is found by its hash, and its owner alone sees it until they show it. */
export function TakeFile() {
  const write = useMutation(writeExperimentMutation);
  const [unfit, setUnfit] = useState("");

  async function take(file: File | undefined) {
    setUnfit("");
    if (!file || write.isPending) return;
    if (file.size > maxFileBytes)
      return setUnfit(
        `${file.name} has ${file.size.toLocaleString("en")} bytes, and ${maxFileBytes.toLocaleString("en")} is the most.`,
      );
    const text = await textOf(file);
    if (text === null) return setUnfit(`${file.name} is no text in UTF-8, so nothing of it was taken.`);
    const experiment = readPlan(text);
    if (typeof experiment === "string") return setUnfit(`${file.name}: ${experiment}`);
    write.mutate(
      { experiment, family: null, forkOf: null, isPublic: false },
      { onSuccess: ({ url }) => window.location.assign(url) },
    );
  }

  return (
    <div className="grid max-w-prose gap-2 text-m">
      <label className="grid justify-items-start gap-1">
        <span className="font-semibold">Or take an experiment&rsquo;s file</span>
        <input
          type="file"
          accept=".json,application/json"
          className="max-w-full"
          onChange={({ target }) => void take(target.files?.[0])}
        />
        <span className="text-ink-soft text-s">
          As an experiment&rsquo;s page gives it (circuit-commons/experiment@1). Its family of prompts has to
          be here, and is found by its hash.
        </span>
      </label>
      {unfit && (
        <p role="alert" className="text-danger">
          {unfit}
        </p>
      )}
      <Refused error={write.error} notice="Nothing of the file was taken." />
    </div>
  );
}

async function textOf(file: File): Promise<string | null> {
  try {
    // Bytes that are no UTF-8 must not turn into other text unnoticed.
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
