"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { sendLabelsMutation } from "@/app/_queries/label-imports";
import { Button } from "@/components/ui/button";
import { Report } from "./report";

interface ImportFormProps {
  dictionaries: { value: string; name: string }[];
  maxBytes: number;
}

/** Sends a file to be looked through first, and then, seen what would come of it, to be taken. */
export function ImportForm({ dictionaries, maxBytes }: ImportFormProps) {
  const router = useRouter();
  const look = useMutation(sendLabelsMutation);
  const take = useMutation(sendLabelsMutation);
  const [unfit, setUnfit] = useState("");
  /** What was looked through, as long as it is what is chosen. */
  const looked = look.variables;
  const busy = look.isPending || take.isPending;
  function changed() {
    setUnfit("");
    look.reset();
    take.reset();
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    if (busy) return;
    if (!(file instanceof File) || file.size === 0) return setUnfit("Choose a file first.");
    if (file.size > maxBytes)
      return setUnfit(
        `The file is larger than ${maxBytes / 1e6} MB. Bring it by the command: npm run labels -- import.`,
      );
    changed();
    look.mutate({ file, dictionary: String(form.get("dictionary") ?? ""), isDry: true });
  }
  return (
    <form method="post" onSubmit={submit} onChange={changed} className="grid max-w-prose gap-4">
      <label className="grid gap-1 font-semibold text-m">
        File
        <input type="file" name="file" accept=".jsonl,.gz,.json,.ndjson" className="font-normal" />
      </label>
      <label className="grid gap-1 font-semibold text-m">
        Rows that do not tell their dictionary are of
        <select name="dictionary" className="input w-fit max-w-full" defaultValue="">
          <option value="">none: do not take them</option>
          {dictionaries.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div>
        <Button type="submit" busy={look.isPending}>
          Look through it
        </Button>
      </div>
      {unfit !== "" && (
        <p role="alert" className="text-danger text-m">
          {unfit}
        </p>
      )}
      <Refused error={look.error ?? take.error} notice />
      <div role="status">
        {take.data ? (
          <>
            <p className="font-semibold">It is taken, and can be undone below.</p>
            <Report report={take.data} />
          </>
        ) : (
          look.data && (
            <>
              <Report report={look.data} isDry />
              {looked && look.data.taken > 0 && (
                <div className="mt-3">
                  <Button
                    type="button"
                    look="primary"
                    busy={take.isPending}
                    onClick={() =>
                      take.mutate({ ...looked, isDry: false }, { onSettled: () => router.refresh() })
                    }
                  >
                    Take {look.data.taken === 1 ? "one label" : `${look.data.taken} labels`}
                  </Button>
                </div>
              )}
            </>
          )
        )}
      </div>
    </form>
  );
}
