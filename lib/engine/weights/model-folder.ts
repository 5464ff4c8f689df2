import { realpathSync, statSync } from "node:fs";
import path from "node:path";
import { EngineError, invalidFile, printable } from "../errors";

/** A file inside a model folder: `path` to open it, `label` to name it to a reader. */
export interface ModelFile {
  path: string;
  label: string;
  byteLength: number;
}

export interface ModelFolder {
  root: string;
  name: string;
}

export function openModelFolder(dir: string): ModelFolder {
  const name = path.basename(path.resolve(dir));
  let root: string;
  try {
    root = realpathSync(dir);
    if (!statSync(root).isDirectory()) throw new EngineError("not-found", `${name} is not a folder.`);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError("not-found", `There is no model folder ${name}.`, { file: name }, { cause: error });
  }
  return { root, name };
}

/**
 * The regular file `relative` names, once it is sure that it lies inside the folder. Links are followed
 * first: a link that leads out is refused like a path that does.
 */
export function resolveModelFile(folder: ModelFolder, relative: string): ModelFile {
  const label = `${folder.name}/${printable(relative.slice(0, 200))}`;
  if (relative === "" || relative.includes("\0")) throw invalidFile(label, "the path is empty or not text");
  const joined = path.resolve(folder.root, relative);
  if (path.isAbsolute(relative) || !isInside(folder.root, joined)) {
    throw invalidFile(label, "the path leads out of the model folder");
  }
  let real: string;
  try {
    real = realpathSync(joined);
  } catch (error) {
    throw new EngineError("not-found", `${label} is missing.`, { file: label }, { cause: error });
  }
  if (!isInside(folder.root, real)) {
    throw invalidFile(label, "the path is a link that leads out of the model folder");
  }
  const stat = statSync(real);
  if (!stat.isFile()) throw invalidFile(label, "it is not a regular file");
  return { path: real, label, byteLength: stat.size };
}

function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return (
    relative !== "" &&
    relative !== ".." &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
}
