import { realpathSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";

/** A folder that somebody may name, and what refuses any file that does not lie where folders may be named. */
export interface FolderBelow {
  folder: string;
  /** Throws "forbidden" for what leads out, links followed. */
  refuseOutside: (file: string) => void;
}

/**
 * The folder `text` names below `root`, for who may name no other of this machine. It is refused by its words alone where they lead
 * out, so that nobody learns what lies elsewhere, and then by where its links lead. Throws "forbidden" and "not-found".
 */
export function folderBelow(root: string | null, text: string): FolderBelow {
  const shown = JSON.stringify(text.slice(0, 300));
  if (root === null)
    throw new AppError(
      "forbidden",
      `${shown} is no model that is known and no hub:owner/name, and folders may be named here only once the operator says by ADOPT_DIR where they lie.`,
    );
  const folder = path.resolve(root, text);
  if (text.includes("\0") || path.isAbsolute(text) || !isInside(path.resolve(root), folder))
    throw new AppError(
      "forbidden",
      `${shown} leads out of the folder that the operator allows (ADOPT_DIR). Name one below it, by its way from there.`,
    );
  const missing = () =>
    new AppError(
      "not-found",
      `There is no ${shown} in the folder that the operator allows (ADOPT_DIR), and no known model of that name.`,
    );
  const real = (file: string) => {
    try {
      return realpathSync(file);
    } catch {
      throw missing();
    }
  };
  const refuseOutside = (file: string) => {
    if (isInside(real(root), real(file))) return;
    throw new AppError(
      "forbidden",
      `${JSON.stringify(path.relative(root, file).slice(0, 300))} is a link that leads out of the folder that the operator allows (ADOPT_DIR). Put the files themselves there.`,
    );
  };
  refuseOutside(folder);
  return { folder, refuseOutside };
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
