import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkInterventions } from "@/lib/engine/evaluation/interventions";
import { conditionsOfModel } from "@/lib/experiment-format/conditions-of-model";
import { bundledExperiment } from "@/lib/experiments/bundled/bundled-experiments";
import { bundledFamily } from "@/lib/families/bundled/bundled-families";
import { familyHash } from "@/lib/families/family-hash";
import { readFamily } from "@/lib/family-format/read-family";
import { onModelOf, openExperiment, refuseOther } from "./opened-experiment";

const folder = mkdtempSync(path.join(os.tmpdir(), "opened-experiment-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bundled = bundledExperiment("order-around-and");
const content = bundledFamily("indirect-object")?.family;
const hash = bundled?.family.hash;

/** An experiment's file whose family is written out in it, with some of it changed. */
function fileOf(change: Record<string, unknown>): string {
  return write({ ...bundled, family: { from: "content", content, hash }, ...change });
}

function write(document: unknown): string {
  const file = path.join(folder, "experiment.json");
  writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
  return file;
}

test("a file that is none, is too large or is not there is refused in a sentence", () => {
  expect(() => openExperiment(write("{"))).toThrow("experiment.json: it is not valid JSON");
  expect(() => openExperiment(write('{"format":1,"format":2}'))).toThrow('the key "format" stands twice');
  expect(() => openExperiment(path.join(folder, "none"))).toThrow("There is no file none.");
  expect(() => openExperiment(write(`"${"x".repeat(2_000_000)}"`))).toThrow(
    "has 2000002 bytes, and 2000000 is the most that is read",
  );
});

test("a family that is another, is not there or is not sound is refused in a sentence", () => {
  const from = (change: object) => () => openExperiment(fileOf({ family: { hash, ...change } }));
  expect(from({ from: "bundled", name: "indirect-object" })).not.toThrow();
  expect(from({ from: "bundled", name: "days" })).toThrow("the family has changed, or is another");
  expect(from({ from: "bundled", name: "weeks" })).toThrow("No family called weeks comes with the site.");
  expect(from({ from: "file", file: "none.json" })).toThrow("There is no file none.json");
  expect(from({ from: "content", content: { ...content, draws: 100_000 } })).toThrow(
    "a family has at most 1,000 prompts",
  );
  expect(from({ from: "content", content: { ...content, words: { name: [] } } })).toThrow(
    "the list has no word",
  );
});

test("a token that the model has not is named before anything is computed", async () => {
  const names = ["Bartholomew", "Tom", "Anna", "Mary", "Lucy"];
  const told = { ...content, words: { ...content?.words, name: names } };
  const family = { from: "content", content: told, hash: familyHash(readFamily(told).family) };
  await expect(onModelOf(openExperiment(fileOf({ family })), undefined, async () => null)).rejects.toThrow(
    /The family does not fit storybook-4l: .*Bartholomew.* is \d/,
  );
});

test("on a model there is what is named, and other weights, dictionaries, layers and features are refused", async () => {
  const none = "0".repeat(64);
  const stating = (change: Record<string, unknown>) => openExperiment(fileOf(change)).experiment;
  const attn = (checksum: string) => ({ dictionaries: { attn: { name: "attn", checksum }, resid: null } });
  const opened = openExperiment(fileOf(attn(none)));
  const other = { model: { name: "storybook-4l", checksum: none } };
  // A model that is named beside the file is not asked for the file's checksums.
  await onModelOf(opened, "storybook-4l", async (model, identity) => {
    expect(identity.dictionarySets.map(({ kind }) => kind)).toEqual(["attn", "mlp"]);
    const refuse = (change: Record<string, unknown>) => () => refuseOther(stating(change), identity);
    expect(refuse(other)).toThrow("these are other weights");
    expect(refuse({ model: { name: "storybook-4l", checksum: identity.modelChecksum } })).not.toThrow();
    expect(refuse(attn(none))).toThrow("The attn dictionaries attn have the checksum");
    expect(refuse(attn(identity.dictionarySets[0]?.checksum ?? ""))).not.toThrow();
    const check = (what: object) => () => {
      const conditions = [{ name: "c", interventions: [{ do: "ablate", what, to: "zero", roles: ["S2"] }] }];
      for (const each of conditionsOfModel(stating({ conditions }).conditions, model.config))
        checkInterventions(model, each.interventions, { ...each.freeze, outputs: false });
    };
    expect(check({ part: "head", layer: 3, head: 7 })).not.toThrow();
    expect(check({ part: "head", layer: 4, head: 0 })).toThrow("There is no layer 4");
    expect(check({ part: "head", layer: 3, head: 8 })).toThrow("There is no head 8");
    expect(check({ part: "feature", kind: "attn", layer: 0, index: 1e6 })).toThrow(
      "There is no feature attn.0.1000000",
    );
    expect(check({ part: "error", kind: "resid", layer: "each" })).toThrow("There is no resid dictionary");
  });
  await expect(onModelOf(openExperiment(fileOf(other)), undefined, async () => null)).rejects.toThrow(
    "these are other weights",
  );
});
