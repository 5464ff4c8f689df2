import { useEffect, useState } from "react";
import { relativeTime } from "@/components/ui/relative-time";
import type { Keeping } from "./use-draft";

interface KeptWordsProps {
  keeping: Keeping;
  isTyped: boolean;
  /** The browser has no room for it, or forbids it. */
  isLost: boolean;
  /** Whether the site keeps what is typed without being told to. */
  keepsItself: boolean;
}

/** Where what is typed is kept, as far as that is so. */
export function KeptWords({ keeping, isTyped, isLost, keepsItself }: KeptWordsProps) {
  const here = isLost ? "kept on this page" : "kept in this browser";
  return (
    <span role="status" className="text-ink-soft text-s">
      {keeping.is === "kept" && <KeptAgo key={keeping.at} at={keeping.at} />}
      {keeping.is === "saving" && `${here}, saving \u2026`}
      {(keeping.is === "refused" || keeping.is === "conflict") && `${here} only`}
      {keeping.is === "nowhere" && isTyped && (keepsItself ? `${here}, saved in a moment` : here)}
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
