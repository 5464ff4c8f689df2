import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { describeModel, type ModelDescription } from "@/lib/engine/describe-model";
import { EngineError } from "@/lib/engine/errors";
import type { Logger } from "@/lib/log";
import { modelFolders } from "@/lib/models/model-folders";

interface Described {
  /** What its files were like when they were described. */
  print: string;
  /** Null where they could not be read. */
  description: ModelDescription | null;
  /** What they were called when they last could. */
  name: string | null;
}

/** A model of this machine: where it lies, and what is in it; null where its files cannot be read any more. */
export interface FoundFolder {
  folder: string;
  description: ModelDescription | null;
}

/** The model folders of a worker, each described whenever the files that its manifest names are others than before. */
export class DescribedFolders {
  private readonly known = new Map<string, Described>();
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly modelsDir: string,
    private readonly log: Logger,
  ) {}

  get names(): string[] {
    return this.all().map(({ name }) => name);
  }

  /** All that could be read: the same objects for as long as their files stay as they are. */
  all(): ModelDescription[] {
    return [...this.known.values()].flatMap(({ description }) => description ?? []);
  }

  find(name: string): FoundFolder | undefined {
    const [folder, found] = [...this.known].findLast(([, each]) => each.name === name) ?? [];
    return folder === undefined || !found ? undefined : { folder, description: found.description };
  }

  /** The same, once it is sure that its files are those that were described: they are looked at again where they changed. */
  async current(name: string): Promise<FoundFolder | undefined> {
    const found = this.find(name);
    const known = found && this.known.get(found.folder);
    if (!found || printOf(found.folder) !== known?.print) await this.look();
    return this.find(name);
  }

  /** Describes what is new and what was changed, and forgets what is gone. Reads only those: about a second a gigabyte. */
  look(): Promise<void> {
    const next = this.looking.then(() => this.lookOnce());
    this.looking = next.catch(() => undefined);
    return next;
  }

  private async lookOnce(): Promise<void> {
    const folders = modelFolders(this.modelsDir);
    for (const folder of this.known.keys()) if (!folders.includes(folder)) this.known.delete(folder);
    for (const folder of folders) {
      const before = this.known.get(folder);
      const print = printOf(folder);
      if (before?.print === print) continue;
      this.known.set(folder, await this.describe(folder, print, before?.name ?? null));
    }
  }

  private async describe(folder: string, print: string, before: string | null): Promise<Described> {
    try {
      const description = await describeModel(folder);
      return { print, description, name: description.name };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.log.error({ folder: path.basename(folder) }, `a model is left out: ${error.message}`);
      return { print, description: null, name: before };
    }
  }
}

/** Of a manifest only which folders it names; describing it reads the rest. */
const namedFolders = z.looseObject({
  dictionarySets: z.array(z.looseObject({ dictionaries: z.array(z.looseObject({ folder: z.string() })) })),
});

/** Tells the files of a model folder and of the dictionaries that its manifest names from what they were, without reading them. */
function printOf(folder: string): string {
  const manifest = readText(path.join(folder, "manifest.json"));
  const named = namedFolders.safeParse(parsed(manifest)).data?.dictionarySets ?? [];
  const folders = new Set(named.flatMap(({ dictionaries }) => dictionaries.map((each) => each.folder)));
  return JSON.stringify([
    manifest,
    filesIn(folder),
    ...[...folders].map((at) => filesIn(path.join(folder, at))),
  ]);
}

function filesIn(folder: string): unknown[] {
  try {
    return readdirSync(folder)
      .toSorted()
      .map((name) => {
        const stat = statSync(path.join(folder, name), { throwIfNoEntry: false });
        return stat?.isFile() ? [name, stat.size, stat.mtimeMs, stat.ino] : [name];
      });
  } catch (error) {
    // Missing, or no folder: describing it says so.
    if (error instanceof Error && "code" in error) return [error.code];
    throw error;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
