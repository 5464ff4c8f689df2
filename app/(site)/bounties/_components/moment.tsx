"use client";

import { useEffect, useState } from "react";
import { relativeTime } from "@/components/ui/relative-time";
import { momentWords } from "./moment-words";

const utc = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A moment exactly, in the reader's own time zone once the page is alive and in UTC before, with how far it is. */
export function Moment({ at }: { at: Date }) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()} suppressHydrationWarning>
      {now ? momentWords(at) : `${utc.format(at)} UTC`} ({relativeTime(at, now ?? new Date())})
    </time>
  );
}
