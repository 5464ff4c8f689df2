import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { KeyScope } from "@/lib/api-keys/key-scopes";
import { ask, askItems, send } from "./ask";

const address = "/api/v1/me/keys";

/** A page of one's own keys, the newest first; `cursor` is null for the first. */
export function apiKeysQuery(cursor: string | null) {
  return queryOptions({
    queryKey: ["me", "keys", cursor],
    queryFn: ({ signal }) => askItems((answers) => answers.apiKeyViewSchema, { address, cursor, signal }),
  });
}

export const createApiKeyMutation = mutationOptions({
  mutationFn: (body: { name: string; scopes: KeyScope[]; days: number | null }) =>
    ask((answers) => answers.createdApiKeySchema, { method: "POST", address, body }),
  onSuccess: ({ made }, _, __, { client }) => {
    client.setQueryData(apiKeysQuery(null).queryKey, (keys = []) => [made, ...keys]);
  },
});

/** Not shown as revoked before it is: whoever revokes one wants to be sure. */
export const revokeApiKeyMutation = mutationOptions({
  mutationFn: ({ id }: { id: string; cursor: string | null }) =>
    send({ method: "DELETE", address: `${address}/${id}` }),
  onSuccess: (_, revoked, __, { client }) => {
    client.setQueryData(apiKeysQuery(revoked.cursor).queryKey, (keys) =>
      keys?.filter(({ id }) => id !== revoked.id),
    );
  },
});
