"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { addVersionMutation, makeFamilyMutation } from "@/app/_queries/families";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import "./families.css";

interface FamilyFormProps {
  /** What is made: a family, a fork of a version, or the next version of one's own. */
  making: { kind: "new" } | { kind: "fork" | "version"; id: string; version: number };
  /** The file as a text. */
  source: string;
  maxBytes: number;
}

/** A family's file, written or chosen. What is typed stays in the browser until it is saved. */
export function FamilyForm({ making, source, maxBytes }: FamilyFormProps) {
  const typed = useTypedForm({
    thing: making.kind === "new" ? "family:new" : `family:${making.kind}:${making.id}`,
    base: making.kind === "new" ? "" : String(making.version),
    initial: { source, title: "" },
  });
  const make = useMutation(makeFamilyMutation);
  const add = useMutation(addVersionMutation);
  const { error } = making.kind === "version" ? add : make;
  const busy = make.isPending || add.isPending || make.isSuccess || add.isSuccess;
  const fields = fieldsOf(error);
  /** What is wrong with the file that was chosen. */
  const [unfit, setUnfit] = useState("");
  /** Once a file was chosen: what stands there, and what did before, by what both are called. */
  const [swap, setSwap] = useState<{ stands: string; other: string; text: string } | null>(null);
  const areaOf = () => {
    const area = typed.form.current?.elements.namedItem("source");
    return area instanceof HTMLTextAreaElement ? area : null;
  };

  async function choose(file: File | undefined) {
    setUnfit("");
    const area = areaOf();
    if (!file || !area) return;
    if (file.size > maxBytes)
      return setUnfit(
        `${file.name} has ${file.size.toLocaleString("en")} bytes, and ${maxBytes.toLocaleString("en")} is the most.`,
      );
    try {
      // Bytes that are no UTF-8 must not turn into other text unnoticed.
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
      setSwap({ stands: file.name, other: "What stood there", text: area.value });
      area.value = text;
    } catch {
      return setUnfit(`${file.name} is no text in UTF-8, so nothing of it was taken.`);
    }
    typed.keep();
  }

  /** The other one stands there then, also with what was typed into it since. */
  function swapBack() {
    const area = areaOf();
    if (!swap || !area) return;
    setSwap({ stands: swap.other, other: swap.stands, text: area.value });
    area.value = swap.text;
    typed.keep();
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const [source, title] = [String(form.get("source")), String(form.get("title") ?? "")];
    const leave = (page: string) => {
      typed.saved({ source, title });
      window.location.assign(page);
    };
    const onSuccess = ({ url }: { url: string }) => leave(url);
    if (making.kind === "version")
      return add.mutate({ id: making.id, after: making.version, source }, { onSuccess });
    const forkOf = making.kind === "fork" ? { id: making.id, version: making.version } : null;
    make.mutate({ source, title, isPublic: form.get("seen") === "public", forkOf }, { onSuccess });
  }

  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      className="family-form grid gap-3"
    >
      <Restored typed={typed} />
      <TextArea
        label="The family"
        hint="A family as JSON, or prompts, a JSON object a line. Change the one that stands here, or choose a file."
        name="source"
        required
        rows={24}
        spellCheck={false}
        wrap="off"
        defaultValue={source}
        error={unfit || fields.source}
      />
      <label className="grid justify-items-start gap-1 text-m">
        <span className="font-semibold">From a file</span>
        <input
          type="file"
          accept=".json,.jsonl,application/json,application/jsonl"
          onChange={async ({ target }) => {
            await choose(target.files?.[0]);
            // The same file may be chosen again.
            target.value = "";
          }}
        />
      </label>
      <p role="status" className="text-m">
        {swap && (
          <>
            {swap.stands} stands above.{" "}
            <Button size="s" onClick={swapBack}>
              Put back: {swap.other}
            </Button>
          </>
        )}
      </p>
      {making.kind !== "version" && (
        <>
          <TextField
            label="Title, for prompts that come as lines"
            hint="A family as JSON has a title of its own."
            name="title"
            maxLength={120}
            error={fields.title}
          />
          <fieldset className="grid gap-1 text-m">
            <legend className="font-semibold">Who sees it</legend>
            <label className="flex items-baseline gap-2">
              <input type="radio" name="seen" value="private" defaultChecked /> You alone
            </label>
            <label className="flex items-baseline gap-2">
              <input type="radio" name="seen" value="public" /> Everybody
            </label>
          </fieldset>
        </>
      )}
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {making.kind === "version" ? `Save as version ${making.version + 1}` : "Make the family"}
        </Button>
      </div>
      {Object.keys(fields).length === 0 && (
        <Refused error={error} notice="It is not saved, and stands here still." />
      )}
    </form>
  );
}
