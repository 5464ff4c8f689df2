import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Takes a lock on a file that the kernel gives up with this process, however it ends. Node has no flock(2), but
 * the lock belongs to the open file, which the `flock` program of util-linux (on every Debian and Ubuntu)
 * inherits from us: it takes the lock and leaves, and we hold it as long as we keep the file open.
 *
 * @param {string} file
 * @returns {(() => void) | undefined} releases the lock; undefined if another process holds it
 */
export function lockFile(file) {
  const descriptor = openSync(file, "a+", 0o644);
  const inherited = 3;
  const taken = spawnSync("flock", ["--nonblock", String(inherited)], {
    stdio: ["ignore", "ignore", "ignore", descriptor],
  });
  if (taken.status === 0) return () => closeSync(descriptor);
  closeSync(descriptor);
  if (taken.error !== undefined) throw taken.error;
  return undefined;
}

/**
 * Waits for its turn at a lock, leaving room for signals.
 *
 * @param {string} file
 * @param {() => void} onWait called once if the lock is not free
 * @param {AbortSignal} [signal] ends the waiting with an error
 * @returns {Promise<() => void>} releases the lock
 */
export async function awaitLock(file, onWait, signal) {
  for (let attempt = 0; ; attempt++) {
    const release = lockFile(file);
    if (release !== undefined) return release;
    if (attempt === 0) onWait();
    await sleep(200, undefined, { signal });
  }
}
