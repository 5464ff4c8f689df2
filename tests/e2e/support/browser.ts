import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { awaitLock } from "@/scripts/file-lock.mjs";

interface InstalledBrowser {
  executable: string;
  environment: Record<string, string>;
}

const packageSchema = z.object({ version: z.string() });
const debianChromium = "/usr/bin/chromium";
/** Makes the package unpack its copies of the libraries (NSS among them) that a server lacks. */
const withLibraries = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };

/** A real Chromium without a window. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, environment } = await ensureBrowser();
  return chromium.launch({
    executablePath: executable,
    // Chromium's sandbox wants privileges that root gives up and containers withhold; only our own pages are shown.
    args: ["--no-sandbox", "--font-render-hinting=none"],
    env: { ...definedVariables(), ...environment },
  });
}

/**
 * The browser that came with npm, unpacked on first use; where that one does not run, the machine's own Chromium,
 * which root installs with apt-get if it is missing.
 */
export async function ensureBrowser(say: (line: string) => void = () => {}): Promise<InstalledBrowser> {
  const release = await awaitLock("node_modules/.browser.lock", () =>
    say("Waiting for another command that is unpacking the browser"),
  );
  try {
    const fromPackage = unpacked(say);
    if (runs(fromPackage)) return fromPackage;
    const fromMachine = { executable: debianChromium, environment: {} };
    if (!existsSync(debianChromium)) installWithApt(say);
    if (runs(fromMachine)) return fromMachine;
  } finally {
    release();
  }
  throw new AppError(
    "unavailable",
    "No browser could be started for the browser tests: the one from npm lacks libraries of this machine, and /usr/bin/chromium is not there. Install it as root with 'apt-get install chromium' and run the tests again.",
  );
}

/** Where the browser from npm is unpacked, with the software renderer (SwiftShader) it brings. */
export function browserFolder(): string {
  const manifest = readFileSync("node_modules/@sparticuz/chromium/package.json", "utf8");
  return path.resolve("node_modules", `.browser-${packageSchema.parse(JSON.parse(manifest)).version}`);
}

function unpacked(say: (line: string) => void): InstalledBrowser {
  const folder = browserFolder();
  if (!existsSync(folder)) {
    say("Unpacking the browser");
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    const unpacking = spawnSync(process.execPath, ["--import", "tsx", "scripts/test/unpack-browser.ts"], {
      env: { ...process.env, ...withLibraries, TMPDIR: unfinished },
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (unpacking.status === 0) {
      // The package lets only the user who unpacked it run it.
      chmodSync(path.join(unfinished, "chromium"), 0o755);
      writeFileSync(path.join(unfinished, "fonts.conf"), fontConfiguration(path.join(folder, "fonts")));
      renameSync(unfinished, folder);
    }
  }
  const libraries = path.join(folder, "al2023", "lib");
  return {
    executable: path.join(folder, "chromium"),
    environment: {
      LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
      // A machine with fonts of its own keeps them; one without gets the package's.
      ...(existsSync("/etc/fonts/fonts.conf") && existsSync("/usr/share/fonts")
        ? {}
        : { FONTCONFIG_FILE: path.join(folder, "fonts.conf") }),
    },
  };
}

/** The package's own file looks for its fonts in another place. */
function fontConfiguration(fonts: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>
`;
}

function runs({ executable, environment }: InstalledBrowser): boolean {
  const version = spawnSync(executable, ["--version"], { env: { ...process.env, ...environment } });
  return version.status === 0;
}

function installWithApt(say: (line: string) => void): void {
  if (process.getuid?.() !== 0) return;
  say("Installing Chromium with apt-get, since the one from npm does not run here");
  for (const step of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]])
    spawnSync("apt-get", step, { stdio: ["ignore", "ignore", "inherit"], env: aptEnvironment() });
}

function aptEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
