import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/**
 * Takes a lock on a file that the kernel gives up with this process, however it ends. Node has no flock(2), but
 * the lock belongs to the open file, which the `flock` program of util-linux (on every Debian and Ubuntu)
 * inherits from us: it takes the lock and leaves, and we hold it as long as we keep the file open.
 *
 * @param {string} file
 * @param {{ wait: boolean }} options
 * @returns {(() => void) | undefined} releases the lock; undefined if another process holds it
 */
export function lockFile(file, { wait }) {
  const descriptor = openSync(file, "a+", 0o644);
  const inherited = 3;
  const taken = spawnSync("flock", [...(wait ? [] : ["--nonblock"]), String(inherited)], {
    stdio: ["ignore", "ignore", "ignore", descriptor],
  });
  if (taken.error !== undefined) {
    closeSync(descriptor);
    throw taken.error;
  }
  if (taken.status === 0) return () => closeSync(descriptor);
  closeSync(descriptor);
  return undefined;
}
