#!/usr/bin/env node
/**
 * Runs the benches of bench/ one after another and prints their figures as a table: `npm run bench`, or
 * `npm run bench -- engine` for some of them. A bench is a file `<name>.bench.ts` that prints one JSON
 * object a line: {"measure", "value", "unit", "bar"?}; `bar` is the most the value may be.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.resolve(import.meta.dirname, "..");
const suffix = ".bench.ts";
const names = readdirSync(path.join(root, "bench"))
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no bench ${unknown}. There are: ${names.join(", ")}.\n`);
  process.exit(2);
}

let failed = false;
process.stdout.write(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}\n`,
);
for (const name of asked.length > 0 ? asked : names) {
  process.stdout.write(`\n${name}\n`);
  const { rows, exitCode } = await runBench(name);
  for (const row of rows) process.stdout.write(`${formatRow(row)}\n`);
  if (exitCode !== 0) {
    process.stderr.write(`The bench ${name} failed with exit code ${exitCode}.\n`);
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;

async function runBench(name) {
  const args = ["--expose-gc", "--import", "tsx", path.join("bench", name + suffix)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const closed = new Promise((resolve, reject) => {
    child.once("close", (code) => resolve(code ?? 1));
    child.once("error", reject);
  });
  const rows = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("{")) rows.push(JSON.parse(line));
    else process.stderr.write(`${line}\n`);
  }
  return { rows, exitCode: await closed };
}

function formatRow({ measure, value, unit, bar }) {
  const number = Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
  const verdict =
    bar === undefined ? "" : `  bar ${Number(bar.toFixed(3))}: ${value <= bar ? "met" : "NOT MET"}`;
  return `  ${measure.padEnd(64)}${number.padStart(10)} ${unit.padEnd(6)}${verdict}`;
}
