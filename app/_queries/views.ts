import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { ask, askItems, send } from "./ask";
import { circuitAddress } from "./circuits";
import { optimistic } from "./optimistic";

/** A page of one's own views of a circuit, the latest first; `cursor` is null for the first. */
export function viewsQuery(circuitId: string, cursor: string | null) {
  return queryOptions({
    queryKey: ["circuits", circuitId, "views", cursor],
    queryFn: ({ signal }) =>
      askItems((answers) => answers.savedViewSchema, {
        address: `${circuitAddress(circuitId)}/views`,
        cursor,
        signal,
      }),
  });
}

/** The page of them that is shown. */
interface ShownViews {
  circuitId: string;
  cursor: string | null;
}

interface SavedView extends ShownViews {
  name: string;
  state: string;
}

export const saveViewMutation = mutationOptions({
  mutationFn: ({ circuitId, cursor: _, ...body }: SavedView) =>
    ask((answers) => answers.savedViewSchema, {
      method: "POST",
      address: `${circuitAddress(circuitId)}/views`,
      body,
    }),
  onSuccess: (saved, { circuitId, cursor }, _, { client }) => {
    client.setQueryData(viewsQuery(circuitId, cursor).queryKey, (views = []) => [saved, ...views]);
  },
});

/** All that the view was, so that it can be saved again. */
interface DeletedView extends SavedView {
  id: string;
}

export const deleteViewMutation = mutationOptions({
  mutationFn: ({ id }: DeletedView) => send({ method: "DELETE", address: `/api/v1/views/${id}` }),
  ...optimistic(
    ({ circuitId, cursor }) => viewsQuery(circuitId, cursor),
    (views, deleted: DeletedView) => views.filter(({ id }) => id !== deleted.id),
  ),
});
