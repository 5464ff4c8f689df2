"use client";

import { useEffect, useState } from "react";
import { relativeTime } from "./relative-time";

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** A date as the reader says it, with the exact time in their own zone on hover. It is kept current while in sight. */
export function RelativeDate({ date }: { date: Date }) {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  // The server cannot know the reader's zone, so its title is in UTC until the page is alive.
  const title = now ? exact.format(date) : date.toISOString();
  return (
    <time dateTime={date.toISOString()} title={title} suppressHydrationWarning>
      {relativeTime(date, now ?? new Date())}
    </time>
  );
}
