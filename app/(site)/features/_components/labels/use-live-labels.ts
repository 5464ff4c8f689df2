import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useWhileLookedAt } from "@/app/_components/use-while-looked-at";
import { followFeature } from "@/app/_queries/feature-news";

/** Has a feature's labels follow what others do, while somebody looks at the page. */
export function useLiveLabels(path: string): void {
  const client = useQueryClient();
  useWhileLookedAt(useCallback(() => followFeature(client, path), [client, path]));
}
