import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import {
  afterBegun,
  afterDeleted,
  afterResolved,
  afterRevised,
  afterSaid,
  type Writer,
} from "@/lib/discussion/after-change";
import { ask, loadAnswers, parseAnswer, send } from "./ask";
import { readEvents } from "./event-stream";
import { optimistic } from "./optimistic";

/**
 * Where something is said: the page of what it is about, as `/findings/<id>`, or that of one conversation, `/conversations/<id>`, and from where
 * on it is shown.
 */
export interface DiscussionPlace {
  path: string;
  /** Where the page's list begins; null at its start. */
  cursor: string | null;
}

/** The page of the feature that is talked about where it is; undefined where something else is. */
export function featureOf({ path }: DiscussionPlace): string | undefined {
  return path.startsWith("/features/") ? path : undefined;
}

/** What is said at a place, told from all else in the cache. */
export const discussionKey = ({ path, cursor }: DiscussionPlace) => ["discussion", path, cursor] as const;
const isOne = (path: string) => path.startsWith("/conversations/");

/** What is said at a place. A conversation by itself is a list of one, with a page of its comments. */
export function discussionQuery(place: DiscussionPlace) {
  const { path, cursor } = place;
  const query = cursor === null ? "" : `?${new URLSearchParams({ cursor })}`;
  return queryOptions({
    queryKey: discussionKey(place),
    queryFn: async ({ signal }) => {
      if (!isOne(path))
        return ask((answers) => answers.discussionSchema, {
          address: `/api/v1${path}/conversations${query}`,
          signal,
        });
      const [conversation, page] = await Promise.all([
        ask((answers) => answers.placedConversationSchema, { address: `/api/v1${path}`, signal }),
        ask((answers) => answers.pageSchema(answers.commentViewSchema), {
          address: `/api/v1${path}/comments${query}`,
          signal,
        }),
      ]);
      return { items: [{ ...conversation, comments: page.items }], nextCursor: page.nextCursor };
    },
    staleTime: 60_000,
  });
}

/**
 * Has what is said at a place follow what others do until `signal` aborts; what one does oneself meanwhile is not undone by what was before.
 * A feature's page has one stream for all that it shows (`followFeature`).
 */
export async function followDiscussion(
  client: QueryClient,
  place: DiscussionPlace,
  signal: AbortSignal,
): Promise<void> {
  const { path } = place;
  const { queryKey } = discussionQuery(place);
  const { discussionSchema } = await loadAnswers();
  const isFirstPage = place.cursor === null;
  await readEvents({
    ...{ address: `/api/v1${path}${isOne(path) ? "" : "/conversations"}/events`, signal },
    event: isOne(path) ? "conversation" : "discussion",
    read: (text) => (isOne(path) ? null : parseAnswer(discussionSchema, text)),
    onConnection: () => {},
    onEvent: (discussion) => {
      if (client.isMutating({ mutationKey: discussionKey(place) }) > 0) return false;
      if (discussion && isFirstPage) client.setQueryData(queryKey, discussion);
      else void client.invalidateQueries({ queryKey, exact: true });
      return false;
    },
  });
}

interface Begun {
  body: string;
  writer: Writer;
  label: { id: string; text: string } | null;
}

export const beginMutation = (place: DiscussionPlace) =>
  mutationOptions({
    mutationKey: discussionKey(place),
    mutationFn: ({ body, label }: Begun) =>
      ask((answers) => answers.begunConversationSchema, {
        ...{ method: "POST", address: `/api/v1${place.path}/conversations` },
        body: { body, ...(label && { label: label.id }) },
      }),
    ...optimistic((_: Begun) => discussionQuery(place), afterBegun),
  });

interface Said {
  conversation: string;
  body: string;
  writer: Writer;
}

export const sayMutation = (place: DiscussionPlace) =>
  mutationOptions({
    mutationKey: discussionKey(place),
    mutationFn: ({ conversation, body }: Said) =>
      ask((answers) => answers.madeCommentSchema, {
        ...{ method: "POST", address: `/api/v1/conversations/${conversation}/comments`, body: { body } },
      }),
    ...optimistic((_: Said) => discussionQuery(place), afterSaid),
  });

interface Revised {
  id: string;
  body: string;
  revision: number;
}

export const reviseCommentMutation = (place: DiscussionPlace) =>
  mutationOptions({
    mutationKey: discussionKey(place),
    mutationFn: ({ id, ...body }: Revised) =>
      ask((answers) => answers.revisedCommentSchema, {
        ...{ method: "PUT", address: `/api/v1/comments/${id}`, body },
      }),
    ...optimistic((_: Revised) => discussionQuery(place), afterRevised),
  });

export const deleteCommentMutation = (place: DiscussionPlace) =>
  mutationOptions({
    mutationKey: discussionKey(place),
    mutationFn: ({ id }: { id: string }) => send({ method: "DELETE", address: `/api/v1/comments/${id}` }),
    ...optimistic((_: { id: string }) => discussionQuery(place), afterDeleted),
  });

interface Resolved {
  conversation: string;
  isResolved: boolean;
  writer: Writer;
}

export const resolveMutation = (place: DiscussionPlace) =>
  mutationOptions({
    mutationKey: discussionKey(place),
    mutationFn: ({ conversation, isResolved }: Resolved) =>
      send({
        method: isResolved ? "PUT" : "DELETE",
        address: `/api/v1/conversations/${conversation}/resolution`,
      }),
    ...optimistic((_: Resolved) => discussionQuery(place), afterResolved),
  });

/** What a comment said before, asked for when somebody wants to know. */
export function commentHistoryQuery(id: string, revision: number) {
  return queryOptions({
    queryKey: ["comment-history", id, revision],
    queryFn: ({ signal }) =>
      ask((answers) => answers.commentHistorySchema, { address: `/api/v1/comments/${id}/history`, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
