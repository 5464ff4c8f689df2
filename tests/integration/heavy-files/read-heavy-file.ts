import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { NextRequest } from "next/server";
import { z } from "zod";
import { readJsonDocument } from "@/cli/read-json-document";
import { readSaeConfig } from "@/lib/engine/dictionaries/sae-config";
import { openTokenizer } from "@/lib/engine/tokens/tokenizer";
import { readManifestOf } from "@/lib/engine/weights/manifest";
import { openModelFolder } from "@/lib/engine/weights/model-folder";
import { readSafetensors } from "@/lib/engine/weights/safetensors";
import { readJsonFile } from "@/lib/engine/weights/strict-json";
import { readJsonBody } from "@/lib/http/read-json-body";
import { Thread } from "@/lib/threads/thread";
import { readingFile } from "@/workers/handlers/import-file";
import type { HeavyFile } from "./heavy-files";

/*
 * A process that reads one file after another as the site does, and tells what it says of each, and what that took: its
 * own memory and time, which nobody else's files are in.
 */

export interface HeavyReading {
  says: string;
  cpuMillis: number;
  /** What reading and writing 10 MB of plain JSON takes in the same process just before. */
  peerMillis: number;
  /** Most memory at once, over what the process had before. */
  bytes: number;
}

const thread = new Thread();
const fields = { contextLength: 128, vocabularySize: 4_096, beginningOfTextId: 0 };
const config = {
  ...{
    ...fields,
    layers: 1,
    heads: 1,
    keyHeads: 1,
    dModel: 1,
    dHead: 1,
    dMlp: 1,
    norm: { kind: "layer", epsilon: 1e-5 } as const,
  },
  ...{ activation: "relu" as const, tiedEmbeddings: true, rotary: undefined },
  ...{ parallel: false, scoresByLayer: false, biases: { heads: true, out: true, mlp: true } },
};

/** What is read before the measuring begins, and then the reading. */
const entrances: Record<HeavyFile["entrance"], (path: string) => () => Promise<unknown>> = {
  import: (path) => {
    const { file, name } = readingFile;
    const input = { source: gzipSync(readFileSync(path), { level: 1 }), fileName: "f.json", wanted: null };
    return () => thread.do({ file, name, input }, readingFile.maxMillis);
  },
  safetensors: (path) => {
    const header = readFileSync(path);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    writeFileSync(path, Buffer.concat([length, header]));
    return async () => readSafetensors({ path, label: "f", byteLength: 8 + header.length });
  },
  config: (path) => async () => readJsonFile(fileAt(path), z.unknown(), 1_000_000),
  tokenizer: (path) => async () => openTokenizer(fileAt(path), config),
  body: (path) => {
    const headers = { "content-type": "application/json" };
    const request = new NextRequest("http://site/", { method: "POST", body: readFileSync(path), headers });
    return () => readJsonBody(request, 1_000_000);
  },
  manifest: (path) => {
    copyFileSync(path, join(dirname(path), "manifest.json"));
    const folder = openModelFolder(dirname(path));
    return async () => readManifestOf(folder);
  },
  dictionary: (path) => async () => readSaeConfig(fileAt(path)),
  command: (path) => async () => readJsonDocument(path),
};

function fileAt(path: string) {
  return { path, label: "f", byteLength: readFileSync(path).length };
}

async function read(entrance: HeavyFile["entrance"], path: string): Promise<HeavyReading> {
  const begin = entrances[entrance](path);
  const peerMillis = readPlainDocuments();
  globalThis.gc?.();
  // The largest memory so far counts from here on (proc(5), clear_refs).
  writeFileSync("/proc/self/clear_refs", "5");
  const before = memory("VmHWM");
  const start = process.cpuUsage();
  const says = await begin().then(() => "", String);
  const cpuMillis = millisSince(start);
  return { says, cpuMillis, peerMillis, bytes: memory("VmHWM") - before };
}

/** Processor time, so that what else the machine does is not counted. */
function millisSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** The peer that a slow machine is slow at too. */
function readPlainDocuments(): number {
  const plain = JSON.stringify(
    Array.from({ length: 20_000 }, (_, n) => ({ id: `n${n}`, value: n / 7, of: [n, n + 1] })),
  );
  const start = process.cpuUsage();
  for (let n = 0; n < 10; n++) JSON.stringify(JSON.parse(plain));
  return millisSince(start);
}

function memory(field: string): number {
  const [, kilobytes] =
    new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return 1_024 * Number(kilobytes);
}

process.on("message", ({ entrance, path }: { entrance: HeavyFile["entrance"]; path: string }) => {
  void read(entrance, path).then((reading) => process.send?.(reading));
});
