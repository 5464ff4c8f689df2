import { mutationOptions } from "@tanstack/react-query";
import { ask } from "./ask";

export interface SentAdoption {
  source: string;
  dictionaries: string[];
  name: string;
  processing: string;
  knownAs: string[];
  licence: string;
}

const adoptions = "/api/v1/adoptions";

export function adoptionAddress(id: string): string {
  return `${adoptions}/${id}`;
}

export const adoptMutation = mutationOptions({
  mutationFn: (body: SentAdoption) =>
    ask((answers) => answers.askedAdoptionSchema, { method: "POST", address: adoptions, body }),
});
