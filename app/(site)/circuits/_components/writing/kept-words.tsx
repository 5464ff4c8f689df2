import { useEffect, useState } from "react";
import { relativeTime } from "@/components/ui/relative-time";
import type { Keeping } from "./use-draft";

interface KeptWordsProps {
  keeping: Keeping;
  isTyped: boolean;
  /** Whether the site keeps what is typed without being told to. */
  keepsItself: boolean;
}

/** Where what is typed is kept, as far as that is so. */
export function KeptWords({ keeping, isTyped, keepsItself }: KeptWordsProps) {
  return (
    <span role="status" className="text-ink-soft text-s">
      {keeping.is === "kept" && <KeptAgo key={keeping.at} at={keeping.at} />}
      {keeping.is === "saving" && "kept in this browser, saving \u2026"}
      {(keeping.is === "refused" || keeping.is === "conflict") && "kept in this browser only"}
      {keeping.is === "nowhere" &&
        isTyped &&
        (keepsItself ? "kept in this browser, saved in a moment" : "kept in this browser")}
    </span>
  );
}

function KeptAgo({ at }: { at: number }) {
  const [now, setNow] = useState(at);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  return <>draft kept {seconds < 60 ? `${seconds} s ago` : relativeTime(new Date(at), new Date(now))}</>;
}
