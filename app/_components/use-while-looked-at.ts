import { useEffect } from "react";

/** Calls `begin` while somebody looks at the page, and what it returns when they look away or leave: a browser opens few streams to a site. */
export function useWhileLookedAt(begin: () => () => void): void {
  useEffect(() => {
    let end: (() => void) | null = null;
    const look = () => {
      if (document.visibilityState === "hidden") {
        end?.();
        end = null;
      } else end ??= begin();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      end?.();
    };
  }, [begin]);
}
