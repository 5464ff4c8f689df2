import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect } from "vitest";
import { checkCircuit } from "@/lib/attribution-graphs/check-circuit";
import { exportAttributionGraph } from "@/lib/attribution-graphs/export-attribution-graph";
import { foreignGraph } from "@/lib/attribution-graphs/foreign-graph";
import { importAttributionGraph } from "@/lib/attribution-graphs/import-attribution-graph";
import { unpackDocument } from "@/lib/documents/packed-document";
import { gpt2 } from "@/lib/engine/architectures/gpt2";
import { readSaeConfig } from "@/lib/engine/dictionaries/sae-config";
import { EngineError } from "@/lib/engine/errors";
import { writeRandomModel } from "@/lib/engine/oracle/random-model";
import { openTokenizer } from "@/lib/engine/tokens/tokenizer";
import { readManifestOf } from "@/lib/engine/weights/manifest";
import { openModelFolder } from "@/lib/engine/weights/model-folder";
import { readSafetensors } from "@/lib/engine/weights/safetensors";
import { AppError } from "@/lib/errors";
import { parseJsonBody } from "@/lib/http/read-json-body";
import { readFile } from "../handlers/import-file";
import { mutated, mutatedBytes } from "./mutated-json";
import type { Reader } from "./reader";
import { tensorReaders } from "./tensor-readers";

export const entrances = [
  "import",
  "safetensors",
  "tokenizer",
  "config",
  "dictionary",
  "manifest",
  "body",
  "pytorch",
  "legacy",
  "npz",
  "shards",
] as const;
export type Entrance = (typeof entrances)[number];

/** What reading one of these small files may take beyond the heap. */
const mostBytes = 16_000_000;

/** A sentence: one line that a terminal and a page can show, not longer than one reads. */
const sentence = /^[^\p{Cc}]{10,1500}[.!?]$/u;

/**
 * Reads so many files that are each a few changes away from good ones. Throws, with the file, where one is neither read as
 * what it is nor refused in a sentence of the reader's own. Returns how many were read and refused. It runs on a thread, which has a deadline and a limit of memory.
 */
export function readMutatedFiles({ entrance, files: numRuns }: { entrance: Entrance; files: number }) {
  const counts = { read: 0, refused: 0 };
  const folder = mkdtempSync(path.join(tmpdir(), "commons-mutated-"));
  try {
    const { files, read, isBinary } = readers(folder)[entrance]();
    // Unchanged, each is read.
    for (const file of files) read(file);
    const refusedOrRead = (bytes: Buffer) => {
      const before = process.memoryUsage().arrayBuffers;
      try {
        read(bytes);
        counts.read += 1;
      } catch (error) {
        if (!(error instanceof EngineError || error instanceof AppError)) throw error;
        expect(error.message).toMatch(sentence);
        counts.refused += 1;
      }
      // What a file says of sizes takes no memory; a thread's limit does not count these.
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(mostBytes);
    };
    const some = isBinary ? mutatedBytes(files) : mutated(files);
    fc.assert(fc.property(some, refusedOrRead), { numRuns, seed: 8, includeErrorInReport: true });
    return counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readers(folder: string): Record<Entrance, () => Reader> {
  const model = path.join(folder, "model");
  writeRandomModel(model, {
    ...{ seed: 3, layers: 1, heads: 2, dHead: 4, dMlp: 10, vocabularySize: 40, contextLength: 8 },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
    processing: { fold_value_biases: false, center_writing_weights: false },
    dictionaries: [{ kind: "attn", layer: 0, dFeatures: 16, rule: "jumprelu", dtype: "F32" }],
  });
  const fileOf = (name: string) => readFileSync(path.join(model, name));
  const written = (bytes: Buffer, name = "file") => {
    const at = path.join(folder, name);
    writeFileSync(at, bytes);
    return { path: at, label: name, byteLength: bytes.length };
  };
  const config = gpt2.readConfig({ path: path.join(model, "config.json"), label: "config", byteLength: 1 });
  return {
    import: () => ({ files: circuitFiles(), read: readCircuit }),
    safetensors: () => {
      const file = fileOf("model.safetensors");
      const headerBytes = Number(file.readBigUInt64LE(0));
      const data = file.subarray(8 + headerBytes);
      return {
        files: [file.subarray(8, 8 + headerBytes)],
        read: (header) => {
          const length = Buffer.alloc(8);
          length.writeBigUInt64LE(BigInt(header.length));
          const { tensors } = readSafetensors(written(Buffer.concat([length, header, data])));
          // Every byte of the data belongs to one tensor.
          const bytes = [...tensors.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
          expect(bytes).toBe(data.length);
        },
      };
    },
    tokenizer: () => ({
      files: [fileOf("tokenizer.json")],
      read: (bytes) => {
        for (const { id } of openTokenizer(written(bytes), config).tokenize("ABBA"))
          expect(id).toBeLessThan(config.vocabularySize);
      },
    }),
    config: () => ({
      files: [fileOf("config.json")],
      read: (bytes) => {
        const { heads, dHead, dModel, beginningOfTextId, vocabularySize } = gpt2.readConfig(written(bytes));
        expect(heads * dHead).toBe(dModel);
        expect(beginningOfTextId).toBeLessThan(vocabularySize);
      },
    }),
    dictionary: () => ({
      files: [fileOf("saes/attn/layer_0/cfg.json")],
      read: (bytes) => {
        const { dIn, dFeatures, dOut, layers } = readSaeConfig(written(bytes));
        for (const count of [dIn, dFeatures, dOut]) expect(count).toBeGreaterThan(0);
        for (const layer of layers) expect(layer).toBeTypeOf("number");
      },
    }),
    manifest: () => ({
      files: [fileOf("manifest.json")],
      read: (bytes) => {
        written(bytes, "manifest.json");
        const { dictionarySets } = readManifestOf(openModelFolder(folder));
        for (const { name, dictionaries } of dictionarySets) {
          expect(name).toMatch(/^[a-z0-9._-]+$/);
          expect(dictionaries.length).toBeGreaterThan(0);
        }
      },
    }),
    ...tensorReaders(folder, written),
    body: () => ({
      files: [Buffer.from(JSON.stringify({ model: "m", text: "a text", tags: ["a"], state: { a: [1, 2] } }))],
      read: (bytes) => {
        expect(parseJsonBody(bytes)).toEqual(JSON.parse(new TextDecoder().decode(bytes)));
      },
    }),
  };
}

/** A circuit in each of the forms in which one comes. */
function circuitFiles(): Buffer[] {
  const { circuit } = importAttributionGraph(foreignGraph());
  const forms = [circuit, exportAttributionGraph(circuit).graph, foreignGraph()];
  return forms.map((form) => Buffer.from(JSON.stringify(form)));
}

function readCircuit(bytes: Buffer): void {
  const { graph } = readFile({ source: gzipSync(bytes), fileName: "f.json", wanted: null });
  // What is kept is a circuit of ours, and is read again as it is.
  const circuit = unpackDocument(graph);
  expect(checkCircuit(circuit).circuit).toEqual(circuit);
}
