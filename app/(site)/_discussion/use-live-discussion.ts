import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useWhileLookedAt } from "@/app/_components/use-while-looked-at";
import { type DiscussionPlace, featureOf, followDiscussion } from "@/app/_queries/discussion";
import { followFeature } from "@/app/_queries/feature-news";

/** Has what is said at a place follow what others say, while somebody looks at the page. */
export function useLiveDiscussion({ path, cursor }: DiscussionPlace): void {
  const client = useQueryClient();
  useWhileLookedAt(
    useCallback(() => {
      const feature = featureOf({ path, cursor });
      if (feature !== undefined) return followFeature(client, feature);
      const following = new AbortController();
      // Without it the page still shows what it was made with, and each thing done is asked for again.
      followDiscussion(client, { path, cursor }, following.signal).catch(() => {});
      return () => following.abort();
    }, [client, path, cursor]),
  );
}
