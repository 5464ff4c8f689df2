import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

interface ListedSet {
  kind: string;
  name: string;
  dictionaries: { layer: number; folder: string }[];
}

/**
 * A folder of models with the bundled one in it, which has ten dictionary sets here: two of attention that fire
 * differently, two of MLPs of which one has the name of one of attention, and copies. Remove it afterwards.
 */
export function modelsWithTenSets(): string {
  const models = mkdtempSync(path.join(os.tmpdir(), "commons-models-"));
  const folder = path.join(models, "storybook-4l");
  cpSync("models/storybook-4l", folder, { recursive: true });
  cpSync(path.join(folder, "saes/attn"), path.join(folder, "saes/strict"), { recursive: true });
  for (const layer of [0, 1, 2, 3])
    doubleThresholds(path.join(folder, `saes/strict/layer_${layer}/sae_weights.safetensors`));
  const file = path.join(folder, "manifest.json");
  const manifest: { dictionarySets: ListedSet[] } = JSON.parse(readFileSync(file, "utf8"));
  const [attn, mlp, resid] = manifest.dictionarySets;
  if (!attn || !mlp || !resid) throw new Error("the bundled model has three sets");
  const strict = {
    ...{ ...attn, name: "strict", displayName: "Attention outputs, strict" },
    dictionaries: attn.dictionaries.map(({ layer }) => ({ layer, folder: `saes/strict/layer_${layer}` })),
  };
  const copies = ["b", "c", "d", "e", "f"].map((name) => ({ ...resid, name }));
  manifest.dictionarySets = [attn, strict, mlp, { ...mlp, name: "attn" }, resid, ...copies];
  writeFileSync(file, JSON.stringify(manifest));
  return models;
}

/** Doubles every float32 threshold of a JumpReLU dictionary: one more in the exponent. */
function doubleThresholds(file: string): void {
  const bytes = readFileSync(file);
  const headerBytes = Number(bytes.readBigUInt64LE(0));
  const header: Record<string, { data_offsets: [number, number] }> = JSON.parse(
    bytes.subarray(8, 8 + headerBytes).toString(),
  );
  const [from = 0, to = 0] = header.threshold?.data_offsets ?? [];
  for (let at = 8 + headerBytes + from; at < 8 + headerBytes + to; at += 4)
    bytes.writeUInt32LE(bytes.readUInt32LE(at) + 0x80_0000, at);
  writeFileSync(file, bytes);
}
