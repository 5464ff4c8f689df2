"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { problemIn } from "@/app/_components/send-json";
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
  const [sent, setSent] = useState<number | null>(null);
  const [refusal, setRefusal] = useState("");
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function choose(chosen: File | undefined) {
    setRefusal("");
    setFile(chosen ?? null);
    if (chosen && chosen.size > maxBytes)
      setRefusal(
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
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!file) return setRefusal("Choose a file first.");
    if (file.size > maxBytes || sent !== null) return;
    const target = String(new FormData(event.currentTarget).get("target") ?? "").trim();
    setRefusal("");
    setSent(0);
    const answer = await upload(file, target, setSent);
    if (answer.ok) return router.push(answer.url);
    setSent(null);
    setRefusal(answer.message);
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
      {sent !== null && <Progress value={sent} label="How much of the file has been sent" />}
      <div>
        <Button type="submit" look="primary" busy={sent !== null}>
          {sent === null ? "Import" : "Sending"}
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

type Answer = { ok: true; url: string } | { ok: false; message: string };

/** By XMLHttpRequest, which alone tells how much has been sent. */
function upload(file: File, target: string, onSent: (share: number) => void): Promise<Answer> {
  const query = new URLSearchParams({ name: file.name.slice(-160), ...(target && { target }) });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onSent(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => {
      if (request.status === 201) return resolve({ ok: true, url: JSON.parse(request.responseText).url });
      resolve({ ok: false, message: problemIn(request.responseText) });
    });
    request.addEventListener("error", () => resolve({ ok: false, message: problemIn("") }));
    request.open("POST", `/api/v1/imports?${query}`);
    request.setRequestHeader("content-type", "application/json");
    request.send(file);
  });
}
