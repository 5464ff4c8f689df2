import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { providers } from "@/lib/engine/runtime";
import { parityOn } from "./parity";
import { benchOn, commonsOn } from "./provider-commands";
import { type ProviderResult, tableOf, withTable } from "./table";

const defaults = { providers: "cuda,webgpu", benches: "engine,storybook,attribution,weight-evidence" };

const usage = `npm run check:gpu -- [--providers ${defaults.providers}] [--benches ${defaults.benches}] [--quick] [--out docs/performance.md]

Holds each provider to the golden features and circuits and to the CPU's edits, runs the engine's benches on it, prints the table
and writes it to the document of --out. --benches none leaves the benches out, --quick all but the first of each comparison. Exit code 1 where something differs or fails, 3 where none of
the providers is there.
`;

/** `npm run check:gpu`: whether and how fast this machine's accelerator computes what the CPU does. Returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const asked = read(args);
  if (typeof asked === "string") {
    process.stderr.write(`${asked}\n${usage}`);
    return 2;
  }
  const results = asked.providers.map((provider) => check(provider, asked));
  const table = tableOf(results, machine());
  process.stdout.write(`${table}\n`);
  if (asked.out !== undefined) writeFileSync(asked.out, withTable(readFileSync(asked.out, "utf8"), table));
  if (results.every(({ absent }) => absent !== null)) return 3;
  const differs = results.some(
    ({ parity, benches }) =>
      parity.some(({ fault }) => fault !== null) || benches.some(([, rows]) => rows === null),
  );
  return differs ? 1 : 0;
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        providers: { type: "string", default: defaults.providers },
        benches: { type: "string", default: defaults.benches },
        out: { type: "string" },
        quick: { type: "boolean", default: false },
      },
    });
    const unknown = values.providers.split(",").find((each) => !providers.some((known) => known === each));
    if (unknown !== undefined) return `There is no provider ${unknown}. There are: ${providers.join(", ")}.`;
    const benches = values.benches === "none" ? [] : values.benches.split(",");
    return { providers: values.providers.split(","), benches, out: values.out, isQuick: values.quick };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function check(
  provider: string,
  { benches, isQuick }: { benches: readonly string[]; isQuick: boolean },
): ProviderResult {
  const say = (words: string) => process.stderr.write(`${provider}: ${words}\n`);
  say("looking whether it is there");
  const tried = commonsOn(provider, ["features", "--model", "storybook-4l", "--text", "a", "--json"]);
  if ("fault" in tried) return { provider, absent: tried.fault, parity: [], benches: [] };
  const parity = [];
  for (const each of parityOn(provider, isQuick)) {
    say(`${each.what}: ${each.fault ?? each.largest?.toExponential(1)}`);
    parity.push(each);
  }
  return {
    ...{ provider, absent: null, parity },
    benches: benches.map((name): ProviderResult["benches"][number] => {
      say(`bench ${name}`);
      return [name, benchOn(provider, name)];
    }),
  };
}

function machine(): string {
  const found = spawnSync("nvidia-smi", ["--query-gpu=name,driver_version", "--format=csv,noheader"], {
    encoding: "utf8",
  });
  const gpu = found.status === 0 ? found.stdout.trim().split("\n").join("; ") : "no NVIDIA device";
  const day = new Date().toISOString().slice(0, 10);
  return `Measured on ${day}: ${gpu}; ${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown processor"}; Node ${process.version}.`;
}
