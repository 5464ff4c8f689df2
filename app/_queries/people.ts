import { mutationOptions, queryOptions } from "@tanstack/react-query";

import { ask, askItems, send } from "./ask";

const me = "/api/v1/me";

export const createAccountMutation = mutationOptions({
  mutationFn: (body: { handle: string; password: string; code?: string }) =>
    ask((answers) => answers.createdAccountSchema, { method: "POST", address: "/api/v1/accounts", body }),
});

export const updateProfileMutation = mutationOptions({
  mutationFn: (body: { name: string }) =>
    ask((answers) => answers.profileSchema, { method: "PATCH", address: me, body }),
});

export const listPersonMutation = mutationOptions({
  mutationFn: (body: { isListed: boolean }) => send({ method: "PUT", address: `${me}/listing`, body }),
});

export const changePasswordMutation = mutationOptions({
  mutationFn: (body: { current: string | null; next: string }) =>
    ask((answers) => answers.changedPasswordSchema, { method: "PUT", address: `${me}/password`, body }),
});

export const claimInvitationMutation = mutationOptions({
  mutationFn: (body: { code: string }) =>
    ask((answers) => answers.claimedInvitationSchema, { method: "POST", address: `${me}/invitation`, body }),
});

/** A page of the browsers one is signed in with, the latest seen first; `cursor` is null for the first. */
export function sessionsQuery(cursor: string | null) {
  return queryOptions({
    queryKey: ["me", "sessions", cursor],
    queryFn: ({ signal }) =>
      askItems((answers) => answers.sessionViewSchema, { address: `${me}/sessions`, cursor, signal }),
  });
}

interface EndedSession {
  id: string;
  /** The page of them that is shown. */
  cursor: string | null;
}

/** Not shown as ended before it is: whoever ends one wants to be sure. */
export const endSessionMutation = mutationOptions({
  mutationFn: ({ id }: EndedSession) => send({ method: "DELETE", address: `${me}/sessions/${id}` }),
  onSuccess: (_, ended, __, { client }) => {
    client.setQueryData(sessionsQuery(ended.cursor).queryKey, (sessions) =>
      sessions?.filter(({ id }) => id !== ended.id),
    );
  },
});

/** The address of one's own feed, made anew: it is told this once. */
export const makeFeedMutation = mutationOptions({
  mutationFn: () => ask((answers) => answers.madeFeedSchema, { method: "PUT", address: `${me}/feed` }),
});

export const shutFeedMutation = mutationOptions({
  mutationFn: () => send({ method: "DELETE", address: `${me}/feed` }),
});

export const deleteAccountMutation = mutationOptions({
  mutationFn: (body: { handle: string; password: string | null; withFindings: boolean }) =>
    send({ method: "DELETE", address: me, body }),
});
