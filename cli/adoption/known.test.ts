import { expect, test } from "vitest";
import { knownReleases } from "@/lib/engine/dictionaries/known-releases";
import { parseHubSource } from "@/lib/hub/hub-source";
import { knownModels } from "./known-models";
import { shortName } from "./source-files";

const releases = Object.entries(knownReleases);

test("every release that is known is told whole: where it is, what is in it, and where that stands", () => {
  expect(releases.length).toBeGreaterThanOrEqual(10);
  for (const [name, { repository, revision = "main", kind, form, sets, sources, processing }] of releases) {
    expect(shortName(name), name).toBe(name);
    expect(parseHubSource(`hub:${repository}@${revision}`)).toEqual({ repository, revision });
    expect(["attn", "mlp", "resid"]).toContain(kind);
    expect(sources.length, name).toBeGreaterThan(0);
    for (const source of sources) expect(source.length).toBeGreaterThan(10);
    expect(Object.keys(processing).sort()).toEqual([
      "center_writing_weights",
      "fold_ln",
      "fold_value_biases",
    ]);
    expect(new Set(sets.map((set) => set.name)).size).toBe(sets.length);
    const paths = sets.flatMap(({ dictionaries }) => dictionaries.map(({ path }) => path));
    expect(new Set(paths).size).toBe(paths.length);
    for (const { name: setName, dictionaries } of sets) {
      expect(shortName(setName)).toBe(setName);
      expect(new Set(dictionaries.map(({ layer }) => layer)).size).toBe(dictionaries.length);
      for (const { layer, path, claimed } of dictionaries) {
        // A path that names a layer names its own.
        const named = /(?:blocks\.|_L|^)(\d+)(?:\.|_Hcat|-res_)/.exec(path)?.[1];
        expect(Number(named), path).toBe(layer);
        expect(path.endsWith(".pt"), path).toBe(form !== "saelens");
        expect(claimed?.explainedVariance ?? 0).toBeLessThanOrEqual(1);
        expect(claimed?.l0 ?? 1).toBeGreaterThan(0);
      }
    }
  }
});

test("every model that is known has a pinned commit and releases that are known, of its own name", () => {
  for (const [name, { repository, revision, releases: own, knownAs }] of Object.entries(knownModels)) {
    expect(shortName(name)).toBe(name);
    expect(revision).toMatch(/^[0-9a-f]{40}$/);
    expect(parseHubSource(`hub:${repository}`).repository).toBe(repository);
    for (const release of own) expect(knownAs, release).toContain(knownReleases[release]?.model);
  }
});

test("GPT-2 small comes with attention and residual dictionaries and transcoders of every layer", () => {
  const layers = (release: string) =>
    knownReleases[release]?.sets.flatMap(({ dictionaries }) => dictionaries.map(({ layer }) => layer));
  expect(knownModels["gpt2-small"]?.releases).toContain("gpt2-small-transcoders");
  for (const release of knownModels["gpt2-small"]?.releases ?? [])
    expect(layers(release), release).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(layers("gpt2-small-res-jb-feature-splitting")).toEqual(Array(8).fill(8));
  expect(layers("gpt2-small-res_scefr-ajt")).toEqual([2, 6, 10]);
});
