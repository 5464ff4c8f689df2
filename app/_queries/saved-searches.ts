import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const searches = "/api/v1/me/searches";

interface NewSearch {
  kind: string;
  name: string;
  query: string;
}

export const saveSearchMutation = mutationOptions({
  mutationFn: (body: NewSearch) =>
    ask((answers) => answers.createdSearchSchema, { method: "POST", address: searches, body }),
});

export const lookAtSearchMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "PUT", address: `${searches}/${id}/looked` }),
});

export const deleteSearchMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${searches}/${id}` }),
});
