import { AppError } from "@/lib/errors";

/** A repository of models on a hub, at a branch, tag or commit. */
export interface HubSource {
  repository: string;
  revision: string;
}

const prefix = "hub:";

export function isHubSource(text: string): boolean {
  return text.startsWith(prefix);
}

/** Reads `hub:owner/name@revision`; without a revision it is `main`. Throws "invalid-input". */
export function parseHubSource(text: string): HubSource {
  const [repository = "", revision = "main", ...rest] = text.slice(prefix.length).split("@");
  // As the hub names repositories; old ones, such as gpt2, have no owner.
  const isName = /^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,95}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/.test(repository);
  const isRevision = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(revision);
  if (rest.length > 0 || !isName || !isRevision || /\.\.|\/\/|--/.test(`${repository} ${revision}`))
    throw new AppError(
      "invalid-input",
      `${JSON.stringify(text.slice(0, 200))} names no repository. Write hub:owner/name, or hub:owner/name@revision.`,
    );
  return { repository, revision };
}
