import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { followLabels } from "@/app/_queries/labels";

/** Has a feature's labels follow what others do, while somebody looks at the page. */
export function useLiveLabels(path: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let following: AbortController | null = null;
    const look = () => {
      if (document.visibilityState === "hidden") {
        following?.abort();
        following = null;
      } else if (!following) {
        following = new AbortController();
        // Without it the page still shows what it was made with, and each thing done is asked for again.
        followLabels(client, path, following.signal).catch(() => {});
      }
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      following?.abort();
    };
  }, [client, path]);
}
