"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { createImportMutation } from "@/app/_queries/imports";
import { sentenceOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";

interface UploadFormProps {
  maxBytes: number;
}

/** Sends a file as it is; the page it leads to says what was made of it. */
export function UploadForm({ maxBytes }: UploadFormProps) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const { mutate, reset, isIdle, isError, error } = useMutation(createImportMutation);
  const busy = !isIdle && !isError;
  /** What is wrong with what was chosen, before it is sent. */
  const [unfit, setUnfit] = useState("");
  const refusal = unfit || sentenceOf(error);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function choose(chosen: File | undefined) {
    setUnfit("");
    if (isError) reset();
    setFile(chosen ?? null);
    if (chosen && chosen.size > maxBytes)
      setUnfit(
        `${chosen.name} has ${megabytes(chosen.size)}, and ${megabytes(maxBytes)} is the most. Prune the graph first, or read it with the command line: commons import.`,
      );
  }
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (input.current) input.current.files = event.dataTransfer.files;
    choose(dropped);
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!file) return setUnfit("Choose a file first.");
    if (file.size > maxBytes || busy) return;
    const target = String(new FormData(event.currentTarget).get("target") ?? "").trim();
    setUnfit("");
    setShare(0);
    mutate({ file, target, onSent: setShare }, { onSuccess: ({ url }) => router.push(url) });
  }

  return (
    <form onSubmit={submit} className="grid max-w-xl gap-4">
      <label
        className="drop-zone"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <span className="font-semibold">A JSON file, dropped here or chosen</span>
        <input
          ref={input}
          type="file"
          name="file"
          accept=".json,application/json"
          onChange={({ target }) => choose(target.files?.[0])}
        />
        <span className="text-ink-soft text-s">
          At most {megabytes(maxBytes)}. {file && `${file.name} has ${megabytes(file.size)}.`}
        </span>
      </label>
      <details>
        <summary className="text-m">The graph is of several predicted tokens</summary>
        <div className="mt-2">
          <TextField
            label="Which one, as logit.TOKEN@POSITION"
            name="target"
            maxLength={80}
            placeholder="logit.605@14"
            hint="Left empty, it is the one that the file marks as its target, else the likeliest."
          />
        </div>
      </details>
      {busy && <Progress value={share} label="How much of the file has been sent" />}
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {busy ? "Sending" : "Import"}
        </Button>
      </div>
      {refusal && (
        <Notice tone="error" live title="This file was not imported.">
          {refusal}
        </Notice>
      )}
    </form>
  );
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1e3)} kB` : `${Number((bytes / 1e6).toFixed(1))} MB`;
}
