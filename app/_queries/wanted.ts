import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const wanted = "/api/v1/wanted";

export const askForMutation = mutationOptions({
  mutationFn: (body: { text: string; feature: string; pattern: string }) =>
    ask((answers) => answers.madeWantedSchema, { method: "POST", address: wanted, body }),
});

export const voteForWantedMutation = mutationOptions({
  mutationFn: ({ id, isFor }: { id: string; isFor: boolean }) =>
    send({ method: isFor ? "PUT" : "DELETE", address: `${wanted}/${id}/vote` }),
});

export const takeBackWantedMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${wanted}/${id}` }),
});

export const answerWantedMutation = mutationOptions({
  mutationFn: ({ id, slug }: { id: string; slug: string }) =>
    send({ method: "PUT", address: `${wanted}/${id}/bounty`, body: { slug } }),
});
