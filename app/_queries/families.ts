import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const families = "/api/v1/families";

interface NewFamily {
  source: string;
  title: string;
  isPublic: boolean;
  forkOf: { id: string; version: number } | null;
}

export const makeFamilyMutation = mutationOptions({
  mutationFn: (body: NewFamily) =>
    ask((answers) => answers.madeFamilySchema, { method: "POST", address: families, body }),
});

export const addVersionMutation = mutationOptions({
  mutationFn: ({ id, ...body }: { id: string; source: string; after: number }) =>
    ask((answers) => answers.madeFamilySchema, {
      ...{ method: "POST", address: `${families}/${id}/versions`, body },
    }),
});

export const shareFamilyMutation = mutationOptions({
  mutationFn: ({ id, isPublic }: { id: string; isPublic: boolean }) =>
    send({ method: "PATCH", address: `${families}/${id}`, body: { isPublic } }),
});

export const deleteFamilyMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${families}/${id}` }),
});

export const checkFamilyMutation = mutationOptions({
  mutationFn: ({ id, version, model }: { id: string; version: number; model: string }) =>
    ask((answers) => answers.familyReportSchema, {
      address: `${families}/${id}/versions/${version}/checks/${encodeURIComponent(model)}`,
    }),
});
