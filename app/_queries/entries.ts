import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const of = (slug: string) => `/api/v1/bounties/${encodeURIComponent(slug)}/entries`;

interface Address {
  slug: string;
  id: string;
}

export const enterMutation = mutationOptions({
  mutationFn: ({ slug, ...body }: { slug: string; finding: string; team: string[] | null }) =>
    ask((answers) => answers.enteredSchema, { method: "POST", address: of(slug), body }),
});

export const withdrawEntryMutation = mutationOptions({
  mutationFn: ({ slug, id }: Address) => send({ method: "POST", address: `${of(slug)}/${id}/withdrawal` }),
});

export const confirmEntryMutation = mutationOptions({
  mutationFn: ({ slug, id }: Address) => send({ method: "POST", address: `${of(slug)}/${id}/confirmation` }),
});
