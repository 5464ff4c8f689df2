"use client";

import { useState } from "react";
import { useInBrowser } from "@/app/_components/use-in-browser";
import { TextField } from "@/components/ui/field";

interface UtcFieldProps {
  label: string;
  name: string;
  /** ISO 8601 in UTC. */
  at: string;
  error?: string | undefined;
}

const own = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

/** A moment that is typed in UTC, which no change of clocks makes ambiguous; beneath it stands what that is where one is. */
export function UtcField({ label, name, at, error }: UtcFieldProps) {
  const [typed, setTyped] = useState(at.slice(0, 16));
  const isAlive = useInBrowser();
  const moment = new Date(`${typed}Z`);
  return (
    <TextField
      label={`${label} (UTC)`}
      hint={isAlive && !Number.isNaN(moment.getTime()) ? `Where you are: ${own.format(moment)}` : undefined}
      name={name}
      type="datetime-local"
      required
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      error={error}
    />
  );
}
