import { type QueryClient, queryOptions, skipToken } from "@tanstack/react-query";
import type { FeatureNews, Here } from "@/lib/feature-page/view";
import { loadAnswers, parseAnswer } from "./ask";
import { discussionKey } from "./discussion";
import { readEvents } from "./event-stream";
import { labelsQuery } from "./labels";

/** Who else looks at a feature, by the path of its page; told by its stream alone. */
export function hereQuery(path: string) {
  return queryOptions<Here>({
    queryKey: ["here", path],
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

interface Followed {
  readers: number;
  end: AbortController;
}

/** A stream for each feature that is followed, however many parts of the page do. */
const followed = new Map<string, Followed>();

/** Has what a page shows of a feature follow what others do, until what is returned is called. */
export function followFeature(client: QueryClient, path: string): () => void {
  const known = followed.get(path) ?? { readers: 0, end: new AbortController() };
  known.readers++;
  if (!followed.has(path)) {
    followed.set(path, known);
    // Without it the page still shows what it was made with, and each thing done is asked for again.
    follow(client, path, known.end.signal).catch(() => {});
  }
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    known.readers--;
    if (known.readers > 0) return;
    followed.delete(path);
    known.end.abort();
    // Who is there is not known any more.
    client.removeQueries({ queryKey: hereQuery(path).queryKey });
  };
}

async function follow(client: QueryClient, path: string, signal: AbortSignal): Promise<void> {
  const { featureNewsSchema } = await loadAnswers();
  await readEvents({
    ...{ address: `/api/v1${path}/events`, event: "feature", signal },
    read: (text) => parseAnswer(featureNewsSchema, text),
    onConnection: (connected) => {
      if (!connected) client.setQueryData(hereQuery(path).queryKey, { count: 0, people: [] });
    },
    onEvent: (news) => {
      takeIn(client, path, news);
      return false;
    },
  });
}

/** What one does oneself meanwhile is not undone by what was before. */
function takeIn(client: QueryClient, path: string, { labels, discussion, here }: FeatureNews): void {
  const isChanging = (mutationKey: readonly unknown[]) => client.isMutating({ mutationKey }) > 0;
  if (labels && !isChanging(labelsQuery(path).queryKey))
    client.setQueryData(labelsQuery(path).queryKey, labels);
  if (discussion) {
    const first = discussionKey({ path, cursor: null });
    if (!isChanging(first)) client.setQueryData(first, discussion);
    // Of its further pages only that they may have changed.
    void client.invalidateQueries({
      queryKey: first.slice(0, 2),
      predicate: ({ queryKey }) => queryKey[2] !== null && !isChanging(queryKey),
    });
  }
  if (here) client.setQueryData(hereQuery(path).queryKey, here);
}
