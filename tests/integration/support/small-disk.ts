import { mkdirSync } from "node:fs";

/** Runs a command with a small disk of its own, which only it and its children see, at the folder given. */
export function withSmallDisk(folder: string, options: string, command: string[], before = ":"): string[] {
  mkdirSync(folder, { recursive: true });
  const asOrdinaryUser = ["--user", "--map-current-user", "--keep-caps"];
  return [
    ...["unshare", "--mount", ...(process.getuid?.() === 0 ? [] : asOrdinaryUser)],
    ...["sh", "-c", `mount -t tmpfs -o mode=755,${options} tmpfs "$0" && ${before} && exec "$@"`, folder],
    ...command,
  ];
}
