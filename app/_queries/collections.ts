import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const collections = "/api/v1/collections";

interface Content {
  title: string;
  description: string;
  isPublic: boolean;
}

/** Begins a collection; with a finding, that is the first in it. */
export const createCollectionMutation = mutationOptions({
  mutationFn: async ({ findingId, ...body }: Content & { findingId: string | null }) => {
    const created = await ask((answers) => answers.createdCollectionSchema, {
      ...{ method: "POST", address: collections, body },
    });
    if (findingId !== null) await collect({ collectionId: created.id, findingId });
    return created;
  },
});

export const updateCollectionMutation = mutationOptions({
  mutationFn: ({ id, ...body }: Content & { id: string }) =>
    send({ method: "PUT", address: `${collections}/${id}`, body }),
});

export const deleteCollectionMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${collections}/${id}` }),
});

function collect({ collectionId, findingId }: { collectionId: string; findingId: string }) {
  return ask((answers) => answers.createdItemSchema, {
    ...{ method: "POST", address: `${collections}/${collectionId}/items`, body: { findingId } },
  });
}

export const collectMutation = mutationOptions({ mutationFn: collect });

interface Item {
  collectionId: string;
  itemId: string;
}

const itemAddress = ({ collectionId, itemId }: Item) => `${collections}/${collectionId}/items/${itemId}`;

export const moveItemMutation = mutationOptions({
  mutationFn: ({ place, ...item }: Item & { place: number }) =>
    send({ method: "PATCH", address: itemAddress(item), body: { place } }),
});

export const noteItemMutation = mutationOptions({
  mutationFn: ({ note, ...item }: Item & { note: string }) =>
    send({ method: "PATCH", address: itemAddress(item), body: { note } }),
});

export const removeItemMutation = mutationOptions({
  mutationFn: (item: Item) => send({ method: "DELETE", address: itemAddress(item) }),
});
