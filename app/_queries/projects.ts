import { mutationOptions } from "@tanstack/react-query";
import type { ProjectRole } from "@/lib/projects/project-words";
import { ask, send } from "./ask";

const projects = "/api/v1/projects";
const of = (slug: string) => `${projects}/${encodeURIComponent(slug)}`;

interface Content {
  title: string;
  goal: string;
  guidelines: string;
  overlap: number;
  isOpen: boolean;
}

export const createProjectMutation = mutationOptions({
  mutationFn: (body: Content) =>
    ask((answers) => answers.createdProjectSchema, { method: "POST", address: projects, body }),
});

export const updateProjectMutation = mutationOptions({
  mutationFn: ({ slug, ...body }: Content & { slug: string }) =>
    send({ method: "PUT", address: of(slug), body }),
});

export const deleteProjectMutation = mutationOptions({
  mutationFn: (slug: string) => send({ method: "DELETE", address: of(slug) }),
});

/** Which features come in, as one says it in the form. */
export type AddedFrom =
  | { from: "list"; features: string[] }
  | { from: "search"; search: Record<string, string>; most: number }
  | { from: "circuit"; circuitId: string };

export const addFeaturesMutation = mutationOptions({
  mutationFn: ({ slug, ...body }: AddedFrom & { slug: string }) =>
    ask((answers) => answers.addedFeaturesSchema, {
      ...{ method: "POST", address: `${of(slug)}/features`, body },
    }),
});

export const removeFeatureMutation = mutationOptions({
  mutationFn: ({ slug, id }: { slug: string; id: string }) =>
    send({ method: "DELETE", address: `${of(slug)}/features/${id}` }),
});

export const joinProjectMutation = mutationOptions({
  mutationFn: ({ slug, secret }: { slug: string; secret?: string | undefined }) =>
    ask((answers) => answers.joinedSchema, {
      ...{ method: "POST", address: `${of(slug)}/members`, body: secret ? { secret } : {} },
    }),
});

interface Member {
  slug: string;
  handle: string;
}

const memberAddress = ({ slug, handle }: Member) => `${of(slug)}/members/${encodeURIComponent(handle)}`;

export const changeRoleMutation = mutationOptions({
  mutationFn: ({ role, ...member }: Member & { role: ProjectRole }) =>
    send({ method: "PATCH", address: memberAddress(member), body: { role } }),
});

export const removeMemberMutation = mutationOptions({
  mutationFn: (member: Member) => send({ method: "DELETE", address: memberAddress(member) }),
});

interface Invitation {
  slug: string;
  role: ProjectRole;
  handle?: string;
  uses?: number;
}

export const inviteMutation = mutationOptions({
  mutationFn: ({ slug, ...body }: Invitation) =>
    ask((answers) => answers.madeInvitationSchema, {
      ...{ method: "POST", address: `${of(slug)}/invitations`, body },
    }),
});

export const revokeInvitationMutation = mutationOptions({
  mutationFn: ({ slug, id }: { slug: string; id: string }) =>
    send({ method: "DELETE", address: `${of(slug)}/invitations/${id}` }),
});
