import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { awaitLock } from "./file-lock.mjs";
import { say } from "./progress.mjs";

/*
 * What every command does before it can use a package: this file and what it imports are plain JavaScript and
 * need nothing but Node.
 */

// Node has `import.meta.dirname` from 20.11 on, and an older one shall get as far as its refusal.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const stamp = path.join(root, "node_modules", ".installed-for");

/** Ends the process with one sentence unless Node fits and the packages are those of package-lock.json. */
export async function bootstrap() {
  process.chdir(root);
  try {
    refuseOldNode();
    await ensureDependencies();
  } catch (error) {
    console.error(sentenceFor(error));
    process.exit(1);
  }
  const { register } = await import("tsx/esm/api");
  register();
}

class Refusal extends Error {}

function refuseOldNode() {
  const version = process.versions.node;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Refusal(
    `Circuit Commons needs Node 20.19 or newer and this is Node ${version}: install a newer Node and run the command again.`,
  );
}

/** @param {unknown} error */
function sentenceFor(error) {
  if (error instanceof Refusal) return error.message;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT")
    return "The disk is full, so the packages could not be installed. Free about 2 GB where this folder is and run the command again.";
  if (code === "EACCES" || code === "EROFS")
    return `The packages have to be installed into ${root}/node_modules and this user may not write there: run the command once as the user who owns the folder.`;
  return error instanceof Error ? error.stack : String(error);
}

async function ensureDependencies() {
  const wanted = fingerprint();
  if (installedFor() === wanted) return;
  mkdirSync(path.dirname(stamp), { recursive: true });
  const lock = path.join(path.dirname(stamp), ".installing");
  const release = await awaitLock(lock, () =>
    say("Waiting for another command that is installing the packages"),
  );
  try {
    if (installedFor() === wanted) return;
    const first = !existsSync(stamp);
    say(
      first
        ? "Installing the packages, a minute or two"
        : "Installing the packages, since package-lock.json changed",
    );
    await install();
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

function installedFor() {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
}

function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of ["package.json", "package-lock.json", ".npmrc"])
    hash.update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

/**
 * `npm install`, not `npm ci`: some mirrors lack the optional packages of other platforms, and `npm ci` then
 * refuses the lock. `--no-save` leaves the lock as it was committed.
 */
async function install() {
  const flags = [
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=dev",
    "--include=optional",
  ];
  // However we end, npm ends too, so that whoever comes next has the folder to themselves.
  const child = spawn("setpriv", ["--pdeathsig", "TERM", "npm", "install", ...flags], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0)
    throw new Refusal(
      "npm could not install the packages (its own words stand above). If npm was not found, install npm 10 or newer beside Node; if the registry was not reached, check the network. Then run the command again.",
    );
}
