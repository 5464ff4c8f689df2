import { watch } from "node:fs";

/** An editor writes a file in several steps, and a branch switch many files. */
const settleMillis = 150;

/** Calls back after a source file under one of the folders has changed, once per burst of changes. */
export function watchSources(folders: string[], signal: AbortSignal, onChange: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of folders)
    watch(folder, { recursive: true, signal }, (_event, file) => {
      if (file === null || !/\.(ts|json)$/.test(file) || /\.test\.ts$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(onChange, settleMillis);
    });
}
