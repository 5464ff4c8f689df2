"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { type AddedFrom, addFeaturesMutation } from "@/app/_queries/projects";
import { fieldsOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import { maxAdded } from "@/lib/projects/project-words";

const ways = { list: "A list", search: "A search", circuit: "A circuit" } as const;
type Way = keyof typeof ways;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Puts features into a project: those that one names, finds, or has in a circuit. */
export function AddFeatures({ slug }: { slug: string }) {
  const [from, setFrom] = useState<Way>("list");
  const { refresh } = useRouter();
  const { mutate, data, isPending, error } = useMutation(addFeaturesMutation);
  const fields = fieldsOf(error);
  const [mistake] = Object.values(fields);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const what = wantedBy(from, new FormData(form));
    const done = () => {
      form.reset();
      refresh();
    };
    mutate({ slug, ...what }, { onSuccess: done });
  }
  return (
    <form onSubmit={submit} className="grid max-w-prose gap-3" aria-label="Add features">
      <fieldset className="flex flex-wrap gap-x-4 text-m">
        <legend className="font-semibold">By</legend>
        {(Object.keys(ways) as Way[]).map((way) => (
          <label key={way} className="flex items-baseline gap-2">
            <input type="radio" name="from" checked={from === way} onChange={() => setFrom(way)} />{" "}
            {ways[way]}
          </label>
        ))}
      </fieldset>
      {from === "list" && (
        <TextArea
          key="list"
          label="Features"
          hint="One a line: an id as attn.3.697, or the address of its page."
          name="features"
          rows={5}
          required
          error={mistake}
        />
      )}
      {from === "search" && (
        <>
          <TextField
            key="search"
            label="Address of a search"
            hint="Look for features on their page, choose filters, and put its address here."
            name="search"
            required
            autoComplete="off"
            error={mistake}
          />
          <TextField
            label="How many of those found, at most"
            name="most"
            type="number"
            min={1}
            max={maxAdded}
            defaultValue="100"
            required
          />
        </>
      )}
      {from === "circuit" && (
        <TextField
          key="circuit"
          label="Address of a circuit"
          hint="All features that stand in it come in."
          name="circuit"
          required
          autoComplete="off"
          error={mistake}
        />
      )}
      <div>
        <Button type="submit" busy={isPending}>
          Add them
        </Button>
      </div>
      {data && (
        <p role="status" className="text-m">
          {data.added} {data.added === 1 ? "feature" : "features"} came in
          {data.there > 0 && `; ${data.there} ${data.there === 1 ? "was" : "were"} in it before`}.
        </p>
      )}
      {!mistake && <Refused error={error} notice />}
    </form>
  );
}

function wantedBy(from: Way, form: FormData): AddedFrom {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  if (from === "circuit") return { from, circuitId: uuid.exec(text("circuit"))?.[0] ?? text("circuit") };
  if (from === "list")
    return {
      from,
      features: text("features")
        .split(/[\n,]+/)
        .map((line) => line.trim())
        .filter(Boolean),
    };
  const [, query = text("search")] = text("search").split("?");
  const known = ["q", "model", "set", "layer", "family", "density", "label", "sort"];
  const search = Object.fromEntries(
    [...new URLSearchParams(query)].filter(([name, value]) => known.includes(name) && value !== ""),
  );
  return { from, search, most: Number(text("most")) };
}
