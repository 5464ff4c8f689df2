import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { openModel } from "@/lib/engine/model";
import { FormNumbers } from "@/lib/engine/oracle/form-files";
import { writeRandomModel } from "@/lib/engine/oracle/random-model";
import { layer } from "@/lib/engine/oracle/written-form";
import { forms } from "@/lib/engine/oracle/written-forms";
import { openRuntime, type Runtime } from "@/lib/engine/runtime";
import { keepMadeFilesIn } from "@/lib/engine/weights/made-files";
import { readManifestOf } from "@/lib/engine/weights/manifest";
import { openModelFolder } from "@/lib/engine/weights/model-folder";
import { adoptModel } from "./adopt-model";

let runtime: Runtime;
let folder: string;
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "adopt-forms-"));
  keepMadeFilesIn(path.join(folder, "made"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const adopted = [
  "dictionary_learning AutoEncoder",
  "dictionary_learning BatchTopKSAE",
  "sparsify",
  "a transcoder of sparsify",
  "sparsify of an MLP's output",
  "SAELens with its scaler beside it",
  "SAELens in shards",
  "SAELens' of hook_attn_out",
];

test.each(forms.filter(({ name }) => adopted.includes(name)).map((form) => [form.name, form] as const))(
  "a dictionary of %s is adopted with its place, and gives what it gives where it was written",
  async (_, form) => {
    const source = path.join(folder, "gpt2");
    writeRandomModel(source, {
      ...{ seed: 77, layers: 2, heads: 4, dHead: 8, dMlp: 96, vocabularySize: 60, contextLength: 24 },
      ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "transformer." },
      ...{ processing: form.processing, dictionaries: [] },
    });
    const dictionaries = path.join(folder, "of-a-trainer");
    form.write(
      path.join(dictionaries, form.at.includes("/") ? "" : "one", form.at),
      new FormNumbers(32, 200, 5),
      form.processing,
    );
    const said = '{"l0": 12, "frac_alive": 0.5}';
    const place = path.dirname(path.join(dictionaries, form.at.includes("/") ? "" : "one", form.at));
    writeFileSync(path.join(place, "eval_results.json"), said);
    const left: string[] = [];
    const { folder: model } = await adoptModel({
      say: (line) => left.push(...(line.startsWith("Left there") ? [line] : [])),
      ...{ source, name: "ours", dictionaries: [dictionaries], knownAs: ["gpt2"] },
      ...{
        modelsDir: path.join(folder, "models"),
        hub: { endpoint: "http://127.0.0.1:9", pause: async () => {} },
      },
      processing: form.processing,
    });
    expect(left).toEqual([]);
    const [folderOf = ""] =
      readManifestOf(openModelFolder(model)).dictionarySets[0]?.dictionaries.map((each) => each.folder) ?? [];
    // What stands beside it and says how good it is comes with it.
    expect(readFileSync(path.join(model, folderOf, "eval_results.json"), "utf8")).toBe(said);
    const opened = await openModel(model, { runtime });
    const expected: { kind: DictionaryKind; layer: number; dFeatures: number } = {
      kind: form.kind,
      layer,
      dFeatures: 200,
    };
    expect(opened.dictionaries).toMatchObject([{ ...expected, ...(form.site && { hookIn: form.site }) }]);
    const { features } = await opened.run([3, 20, 37, 54, 11, 28]);
    expect(features[0]?.indices.length).toBeGreaterThan(20);
    await opened.close();
  },
);
