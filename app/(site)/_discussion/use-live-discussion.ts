import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type DiscussionPlace, followDiscussion } from "@/app/_queries/discussion";

/** Has what is said at a place follow what others say, while somebody looks at the page. */
export function useLiveDiscussion({ path, cursor }: DiscussionPlace): void {
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
        followDiscussion(client, { path, cursor }, following.signal).catch(() => {});
      }
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      following?.abort();
    };
  }, [client, path, cursor]);
}
