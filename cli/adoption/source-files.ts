import { existsSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { fetchFile, type OnBytes } from "@/lib/hub/fetch-file";
import { HubConnection, type HubOptions } from "@/lib/hub/hub-connection";
import { isHubSource, parseHubSource } from "@/lib/hub/hub-source";
import { listRepository } from "@/lib/hub/list-repository";
import { folderBelow } from "./folder-below";

/** Files that somebody gives to be adopted: a folder of this machine, or a repository of a hub. */
export interface SourceFiles {
  /** What to call it to a reader. */
  label: string;
  /** A short name made of it. */
  name: string;
  /** Of its files, below it, with forward slashes. */
  names: readonly string[];
  /** As its card states it; null for none. */
  licence: string | null;
  repository: string | null;
  /** Bytes of these files that are not on this machine yet, as far as the hub says it. */
  missingBytes(names: readonly string[]): number;
  /** Where a file lies on this machine, once it does. */
  get(name: string): Promise<string>;
}

export interface SourceOptions {
  hub: HubOptions;
  /** Where files of a hub are kept until the model stands. */
  downloads: string;
  onBytes?: (name: string, done: number, total: number) => void;
  /** The folder below which folders may be named, and out of which no link may lead; null where none may; anywhere if not given. */
  below?: string | null;
}

export async function openSource(text: string, options: SourceOptions): Promise<SourceFiles> {
  if (isHubSource(text)) return openHub(text, options);
  if (options.below === undefined) return openFolder(text);
  const { folder, refuseOutside } = folderBelow(options.below, text);
  return openFolder(folder, refuseOutside);
}

async function openHub(text: string, { hub, downloads, onBytes }: SourceOptions): Promise<SourceFiles> {
  const connection = new HubConnection(hub);
  const listed = await listRepository(connection, parseHubSource(text));
  const { repository, commit, files, licence } = listed;
  const folder = path.join(downloads, `${repository.replace("/", "--")}@${commit}`);
  const byName = new Map(files.map((file) => [file.path, file]));
  return {
    label: repository,
    name: shortName(repository.split("/").at(-1) ?? repository),
    names: [...byName.keys()],
    ...{ licence, repository },
    missingBytes: (names) =>
      names
        .filter((name) => !existsSync(path.join(folder, name)))
        .reduce((sum, name) => sum + (byName.get(name)?.byteLength ?? 0), 0),
    get: (name) => {
      const file = byName.get(name);
      if (!file) throw new AppError("not-found", `${repository} has no file ${name}.`);
      const report: OnBytes = (done, total) => onBytes?.(`${repository}/${name}`, done, total);
      return fetchFile(connection, listed, file, folder, report);
    },
  };
}

function openFolder(text: string, refuseOutside: (file: string) => void = () => {}): SourceFiles {
  const folder = snapshotOf(text, refuseOutside);
  const repository = cachedRepository(text);
  const label = repository ?? path.basename(path.resolve(text));
  const names = filesBelow(folder, label, refuseOutside);
  const card = names.includes("README.md") ? readFileSync(path.join(folder, "README.md"), "utf8") : "";
  const [, licence] =
    /^---\r?\n(?:.*\r?\n)*?license:\s*["']?([^\s"']{1,100})/.exec(card.slice(0, 20_000)) ?? [];
  return {
    label,
    name: folderName(text),
    names,
    ...{ licence: licence ?? null, repository },
    missingBytes: () => 0,
    // Links are followed, as the snapshots of a hub's cache lead to its blobs.
    get: async (name) => {
      const real = realpathSync(path.join(folder, name));
      refuseOutside(real);
      return real;
    },
  };
}

/** The repository that a hub's cache was fetched from, or a snapshot in it, by the names of its folders; null of another folder. */
function cachedRepository(text: string): string | null {
  const folder = path.resolve(text).split(path.sep).join("/");
  const cache = /\/models--(?:([\w.-]+?)--)?([\w.-]+)(?:\/snapshots\/[^/]+)?$/.exec(folder);
  if (!cache) return null;
  const [, owner, name = ""] = cache;
  return owner === undefined ? name : `${owner}/${name}`;
}

/** A short name of what lies in a folder. */
export function folderName(text: string): string {
  return shortName(path.posix.basename(cachedRepository(text) ?? path.basename(path.resolve(text))));
}

/** A folder as it is, or of a hub's cache (`models--owner--name`) the snapshot that its `main` names, or its only one. */
function snapshotOf(text: string, refuseOutside: (file: string) => void): string {
  if (!existsSync(text) || !statSync(text).isDirectory())
    throw new AppError(
      "not-found",
      `There is no folder ${text.slice(0, 300)}. Name a folder, hub:owner/name, or a model or release that is known: commons adopt --list names them.`,
    );
  const snapshots = path.join(text, "snapshots");
  if (!existsSync(snapshots) || existsSync(path.join(text, "config.json"))) return text;
  const main = path.join(text, "refs", "main");
  for (const each of [snapshots, main]) if (existsSync(each)) refuseOutside(each);
  const commits = readdirSync(snapshots);
  const commit = existsSync(main)
    ? readFileSync(main, "utf8").trim()
    : commits.length === 1
      ? commits[0]
      : undefined;
  if (commit === undefined || !commits.includes(commit)) {
    const reason =
      commits.length === 0
        ? "without a snapshot. Fetch it first"
        : `with ${commit === undefined ? "several snapshots and none that is main" : "a main of which there is no snapshot"}. Name one: a folder in ${snapshots}`;
    throw new AppError("invalid-input", `${path.basename(text)} is a hub's cache ${reason}.`);
  }
  refuseOutside(path.join(snapshots, commit));
  return path.join(snapshots, commit);
}

const maxFiles = 100_000;
const maxDepth = 8;

function filesBelow(folder: string, label: string, refuseOutside: (file: string) => void): string[] {
  const names: string[] = [];
  const look = (below: string, depth: number) => {
    for (const entry of readdirSync(path.join(folder, below)).sort()) {
      if (entry.startsWith(".")) continue;
      const name = path.posix.join(below, entry);
      const stat = statOf(path.join(folder, name));
      if (!stat)
        throw new AppError(
          "not-found",
          `${name} in ${label} is a link to a file that is not there. Fetch the whole of it first.`,
        );
      refuseOutside(path.join(folder, name));
      if (names.length >= maxFiles) throw new AppError("too-large", `${label} has too many files.`);
      if (stat.isFile()) names.push(name);
      else if (stat.isDirectory() && depth < maxDepth) look(name, depth + 1);
    }
  };
  look("", 1);
  return names;
}

/** Undefined of a link that leads nowhere, or to itself. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ELOOP") return undefined;
    throw error;
  }
}

/** As models and sets are named: lower-case letters, digits, `.`, `_` and `-`. */
export function shortName(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .slice(0, 64)
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  return plain === "" ? "model" : plain;
}
