import { type KnownRelease, knownReleases } from "@/lib/engine/dictionaries/known-releases";
import { AppError } from "@/lib/errors";
import { HubConnection, type HubOptions } from "@/lib/hub/hub-connection";
import { type HubRepository, listRepository } from "@/lib/hub/list-repository";
import { partsOf } from "./dictionary-parts";
import { type KnownModel, knownModels } from "./known-models";
import { pickModelParts } from "./model-parts";

/** What a hub says of something that is known: the commit it has now, or what is not as it is known to be. */
export interface KnownCheck {
  name: string;
  repository: string;
  commit: string | null;
  files: number;
  byteLength: number;
  faults: string[];
}

interface Known {
  models: Readonly<Record<string, KnownModel>>;
  releases: Readonly<Record<string, KnownRelease>>;
}

/** Asks the hub for every model and release that is known: whether it is there, and has each file that is named. */
export async function checkKnown(
  hub: HubOptions,
  { models, releases }: Known = { models: knownModels, releases: knownReleases },
): Promise<KnownCheck[]> {
  const connection = new HubConnection(hub);
  const checks: KnownCheck[] = [];
  for (const [name, { repository, revision, licence }] of Object.entries(models)) {
    checks.push(
      await check(connection, { name, repository, revision }, (listed) => {
        const names = listed.files.map(({ path }) => path);
        const { config, weights, tokenizer } = pickModelParts(repository, names);
        const stated = listed.licence;
        return {
          files: [config, weights.file, ...(tokenizer.is === "json" ? [tokenizer.file] : [tokenizer.vocab])],
          faults: stated === null || stated === licence ? [] : [`its licence is ${stated}, not ${licence}`],
        };
      }),
    );
  }
  for (const [name, { repository, revision = "main", form, sets }] of Object.entries(releases)) {
    const files = sets.flatMap(({ dictionaries }) =>
      dictionaries.flatMap(({ path }) => {
        const { config, weights } = partsOf(form, path);
        return config === null ? [weights] : [config, weights];
      }),
    );
    checks.push(await check(connection, { name, repository, revision }, () => ({ files, faults: [] })));
  }
  return checks;
}

async function check(
  connection: HubConnection,
  { name, repository, revision }: { name: string; repository: string; revision: string },
  expected: (listed: HubRepository) => { files: string[]; faults: string[] },
): Promise<KnownCheck> {
  const nothing = { name, repository, commit: null, files: 0, byteLength: 0 };
  try {
    const listed = await listRepository(connection, { repository, revision });
    const { files, faults } = expected(listed);
    const there = new Map(listed.files.map((file) => [file.path, file]));
    const missing = files.filter((file) => !there.has(file)).map((file) => `there is no ${file}`);
    const byteLength = files.reduce((sum, file) => sum + (there.get(file)?.byteLength ?? 0), 0);
    const { commit } = listed;
    return { name, repository, commit, files: files.length, byteLength, faults: [...faults, ...missing] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...nothing, faults: [error.message] };
  }
}
