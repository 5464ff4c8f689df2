"use client";

import { useEffect, useState } from "react";
import { relativeTime } from "@/components/ui/relative-time";

const utc = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A moment exactly, in the reader's own time zone once the page is alive and in UTC before, with how far it is. */
export function Moment({ at }: { at: Date }) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  const own = () =>
    new Intl.DateTimeFormat("en-GB", {
      ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
      timeZoneName: "short",
    }).format(at);
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()} suppressHydrationWarning>
      {now ? own() : `${utc.format(at)} UTC`} ({relativeTime(at, now ?? new Date())})
    </time>
  );
}
