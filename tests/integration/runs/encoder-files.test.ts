import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { temporaryFolder } from "../support/command";
import { withSmallDisk } from "../support/small-disk";

const shown = z.object({ same: z.boolean(), reasons: z.array(z.string()), files: z.array(z.string()) });

/** What encoders do on a disk of that size, of which so many bytes are to be left. */
function encodeOn(size: string, ...leftBytes: string[]) {
  const folder = path.join(temporaryFolder(), "encoders");
  const script = "tests/integration/support/encode-on-small-disk.ts";
  const [program = "", ...values] = withSmallDisk(folder, `size=${size}`, [
    ...[process.execPath, "--import", "tsx", script, folder, ...leftBytes],
  ]);
  return shown.parse(JSON.parse(execFileSync(program, values, { encoding: "utf8" })));
}

test("where too little would be left on the disk, encoders are used whole and no file is begun", () => {
  const reasons = ["their files would leave less than 500 MB on the disk"];
  expect(encodeOn("100m")).toEqual({ same: true, reasons, files: [] });
}, 60_000);

test("on a disk that is full after a few files they are kept, nothing else is, and the other encoders are used whole", () => {
  const { same, reasons, files } = encodeOn("7m", "-1000000000");
  expect(same).toBe(true);
  expect(reasons).toEqual(["the files of encoders cannot be kept (ENOSPC)"]);
  expect(files.length).toBeGreaterThan(0);
  expect(files.length).toBeLessThan(12);
  for (const file of files) expect(file).toMatch(/^[0-9a-f]{64}\.encoder$/);
}, 60_000);
