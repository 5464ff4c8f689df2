import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ModelConfig } from "@/lib/engine/architectures/architecture";
import { readFamily } from "@/lib/engine/architectures/architectures";
import {
  type KnownDictionary,
  type KnownRelease,
  knownReleases,
} from "@/lib/engine/dictionaries/known-releases";
import { EngineError, printable } from "@/lib/engine/errors";
import type { ModelFile } from "@/lib/engine/weights/model-folder";
import { AppError } from "@/lib/errors";
import { fetchFile } from "@/lib/hub/fetch-file";
import { HubConnection, type HubOptions } from "@/lib/hub/hub-connection";
import { type HubRepository, listRepository } from "@/lib/hub/list-repository";
import { filesOfDictionary, partsOf } from "./dictionary-parts";
import { givenFile } from "./given-file";
import { differencesOf, readKnownConfig } from "./known-differences";
import { type KnownModel, knownModels } from "./known-models";
import { pickModelParts } from "./model-parts";

/** What a hub says of something that is known: the commit it has now, and what is not as it is known to be. */
export interface KnownCheck {
  name: string;
  repository: string;
  /** Null where nothing of it could be seen. */
  commit: string | null;
  files: number;
  byteLength: number;
  /** How many of its files were read. */
  opened: number;
  /** A sentence each, without its full stop. */
  faults: string[];
}

interface Known {
  models: Readonly<Record<string, KnownModel>>;
  releases: Readonly<Record<string, KnownRelease>>;
}

/** A small file, and what it says otherwise than is known. Throws `EngineError` where it cannot be read. */
interface Opened {
  file: string;
  read: (file: ModelFile) => string[];
}

interface Expected {
  files: string[];
  faults: string[];
  open: Opened[];
}

/** As large as any config is that is read. */
const maxConfigBytes = 1_000_000;

/**
 * Asks the hub for every model and release that is known: whether it is there with each file that is named, and whether its configs say what is
 * known of it. Weights are not fetched, so of a form that has no config nothing is read.
 */
export async function checkKnown(
  hub: HubOptions,
  { models, releases }: Known = { models: knownModels, releases: knownReleases },
): Promise<KnownCheck[]> {
  const connection = new HubConnection(hub);
  const folder = mkdtempSync(path.join(tmpdir(), "check-known-"));
  try {
    const configs = new Map<string, ModelConfig>();
    // All at once: where there is no network, each repository is tried for as long as any.
    const ofModels = await Promise.all(
      Object.entries(models).map(([name, model]) =>
        check(connection, { name, ...model }, path.join(folder, "models", name), (listed) =>
          expectedOfModel(model, listed, (config) => {
            for (const each of model.knownAs) configs.set(each, config);
          }),
        ),
      ),
    );
    const ofReleases = await Promise.all(
      Object.entries(releases).map(([name, { revision = "main", ...release }]) =>
        check(connection, { name, revision, ...release }, path.join(folder, "releases", name), () =>
          expectedOfRelease(release, configs.get(release.model)),
        ),
      ),
    );
    return [...ofModels, ...ofReleases];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expectedOfModel(
  { repository, licence }: KnownModel,
  listed: HubRepository,
  tell: (config: ModelConfig) => void,
): Expected {
  const names = listed.files.map((file) => file.path);
  const { config, weights, tokenizer } = pickModelParts(repository, names);
  const stated = listed.licence;
  return {
    files: [config, weights.file, ...(tokenizer.is === "json" ? [tokenizer.file] : [tokenizer.vocab])],
    faults:
      stated === null || stated === licence ? [] : [printable(`its licence is ${stated}, not ${licence}`)],
    open: [
      {
        file: config,
        read: (file) => {
          tell(readFamily(file).config);
          return [];
        },
      },
    ],
  };
}

function expectedOfRelease(
  release: Omit<KnownRelease, "revision">,
  model: ModelConfig | undefined,
): Expected {
  const dictionaries = release.sets.flatMap((set) => set.dictionaries);
  const parts = (of: KnownDictionary) => partsOf(release.form, of.path);
  return {
    files: dictionaries.flatMap((each) => filesOfDictionary(parts(each))),
    faults: model
      ? dictionaries.flatMap(({ layer }) =>
          layer < model.layers ? [] : [`its layer ${layer} is none of the model's ${model.layers}`],
        )
      : [],
    open: dictionaries.flatMap((each): Opened[] => {
      const { config } = parts(each);
      if (config === null) return [];
      const read = (file: ModelFile) =>
        differencesOf(config, readKnownConfig(file, release.form), release, each, model);
      return [{ file: config, read }];
    }),
  };
}

async function check(
  connection: HubConnection,
  { name, repository, revision }: { name: string; repository: string; revision: string },
  folder: string,
  expect: (listed: HubRepository) => Expected,
): Promise<KnownCheck> {
  const nothing = { name, repository, commit: null, files: 0, byteLength: 0, opened: 0 };
  try {
    const listed = await listRepository(connection, { repository, revision });
    const { files, faults, open } = expect(listed);
    const there = new Map(listed.files.map((file) => [file.path, file]));
    const missing = files.filter((file) => !there.has(file)).map((file) => `there is no ${file}`);
    const byteLength = files.reduce((sum, file) => sum + (there.get(file)?.byteLength ?? 0), 0);
    const { opened, differences } = await openAll(connection, listed, folder, open);
    return {
      ...{ name, repository, commit: listed.commit, files: files.length, byteLength, opened },
      faults: [...faults, ...missing, ...differences],
    };
  } catch (error) {
    return { ...nothing, faults: [sentenceOf(error)] };
  }
}

/** Reads the small files of a repository that are there; what the hub does not give ends it, for it gives the others no more. */
async function openAll(
  connection: HubConnection,
  listed: HubRepository,
  folder: string,
  open: readonly Opened[],
): Promise<{ opened: number; differences: string[] }> {
  const differences: string[] = [];
  let opened = 0;
  for (const { file, read } of open) {
    const entry = listed.files.find((each) => each.path === file);
    if (!entry) continue;
    if (entry.byteLength === undefined || entry.byteLength > maxConfigBytes) {
      const why =
        entry.byteLength === undefined
          ? "the hub does not say how long it is"
          : `it has ${entry.byteLength} bytes, and ${maxConfigBytes} is the most that is read`;
      differences.push(`${file} is not read: ${why}`);
      continue;
    }
    let fetched: string;
    try {
      fetched = await fetchFile(connection, listed, entry, folder);
    } catch (error) {
      return { opened, differences: [...differences, sentenceOf(error)] };
    }
    try {
      differences.push(...read(givenFile(fetched, file)));
      opened++;
    } catch (error) {
      differences.push(sentenceOf(error));
    }
  }
  return { opened, differences };
}

/** What somebody is told of a hub or of a file. Throws on any other fault. */
function sentenceOf(error: unknown): string {
  if (error instanceof AppError || error instanceof EngineError) return error.message.replace(/\.$/, "");
  throw error;
}
