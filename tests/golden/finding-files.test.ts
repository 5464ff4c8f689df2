import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openNamedModel } from "@/cli/open-named-model";
import { maxCheckedNodes } from "@/lib/causal-checks/causal-check";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { circuitEffects } from "@/lib/engine/interventions/circuit-effects";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { contentHash, type FindingContent, findingContentFormat } from "@/lib/finding-format/content";
import { type FindingFile, findingFileFormat } from "@/lib/finding-format/finding-file";
import { commons } from "./commons";
import { readGolden } from "./golden-file";

/** Milliseconds for several commands, one after another, on a busy machine. */
const patience = 240_000;
const folder = mkdtempSync(path.join(tmpdir(), "findings-"));
afterAll(() => rmSync(folder, { recursive: true }));

let sound: FindingFile;

/** A finding as the site writes it down, its circuit traced and ablated by the bundled model. */
beforeAll(async () => {
  const text = readGolden("gender").text;
  const traced = commons(
    ...["circuit", "--model", "storybook-4l", "--text", text, "--target", 'logit." himself"@9'],
    ...["--threshold", "0.05", "--json"],
  );
  expect(traced.stderr).toBe("");
  const circuit = circuitSchema.parse(JSON.parse(traced.stdout));
  const model = await openNamedModel("storybook-4l");
  const at = "2026-11-28T11:00:00.000Z";
  const causalChecks: FindingFile["causalChecks"] = [];
  for (const frozen of [false, true])
    causalChecks.push({
      ...{ frozen, at },
      result: await circuitEffects(model, circuit, { frozen, maxNodes: maxCheckedNodes }),
    });
  await model.close();
  const content: FindingContent = {
    format: findingContentFormat,
    ...{ finding: "0193a000-0000-7000-8000-0000abcd1234", version: 3 },
    ...{ publishedAt: "2026-11-28T10:00:00.000Z", title: "Who is himself", writeUp: "He is.", tags: [] },
    ...{ arrangement: "", licence: "CC-BY-4.0", authors: [{ handle: "ada-l", name: null }] },
    circuit: canonicalHash(circuit),
  };
  sound = {
    format: findingFileFormat,
    url: `https://example.org/findings/${content.finding}/versions/3`,
    ...{ content, contentHash: contentHash(content), causalChecks, circuit },
    verification: { passed: true, largestDifference: 0, at },
  };
}, patience);

function verify(file: unknown, ...options: string[]) {
  const name = path.join(folder, "finding.json");
  writeFileSync(name, typeof file === "string" ? file : JSON.stringify(file));
  return commons("verify", name, ...options);
}

/** The same as if whoever changed it had made its hashes anew. */
function signedAnew(file: FindingFile): FindingFile {
  const content = { ...file.content, circuit: canonicalHash(file.circuit) };
  return { ...file, content, contentHash: contentHash(content) };
}

test("a finding's file is computed again with no site, and all that it says agrees", {
  timeout: patience,
}, () => {
  const { status, stdout, stderr } = verify(sound, "--hash", sound.contentHash);
  expect(stderr.split("\n").filter((line) => line.startsWith("Differs"))).toEqual([]);
  expect(status).toBe(0);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({ matches: true, circuit: { matches: true } });
  expect(answer.causalChecks).toHaveLength(2);
  expect(answer.claims.map(({ part }: { part: string }) => part)).toEqual([
    ...["circuit hash", "content hash", "address", "cited hash", "circuit"],
    ...["causal check with nothing held", "causal check with patterns and LayerNorms held", "verification"],
  ]);
  expect(sound.causalChecks[0]?.result.points.length).toBeGreaterThan(5);
});

describe("what was changed in a file is found, and named", () => {
  const changed: [string, () => FindingFile, string][] = [
    ["the title", () => ({ ...sound, content: { ...sound.content, title: "Another" } }), "content hash"],
    [
      "an edge, hashes made anew",
      () => {
        const edges = sound.circuit.edges.map((edge, n) =>
          n === 3 ? { ...edge, contribution: edge.contribution + 0.5 } : edge,
        );
        return signedAnew({ ...sound, circuit: { ...sound.circuit, edges } });
      },
      "circuit, verification",
    ],
    [
      "the text that was asked about, hashes made anew",
      () => {
        const tokenIds = sound.circuit.spec.tokenIds.with(3, 5);
        const tokens = sound.circuit.tokens.map((token, n) => (n === 3 ? { ...token, id: 5 } : token));
        return signedAnew({
          ...sound,
          circuit: { ...sound.circuit, tokens, spec: { ...sound.circuit.spec, tokenIds } },
        });
      },
      "circuit, causal check with nothing held, causal check with patterns and LayerNorms held, verification",
    ],
    [
      "the checksum of a model that is not this one",
      () =>
        signedAnew({
          ...sound,
          circuit: { ...sound.circuit, spec: { ...sound.circuit.spec, modelChecksum: "0".repeat(64) } },
        }),
      "circuit, verification",
    ],
    [
      "a measured effect",
      () => {
        const [first, ...rest] = structuredClone(sound.causalChecks);
        const point = first?.result.points[0];
        if (!first || !point) throw new Error("nothing was ablated");
        point.measured += 0.25;
        return { ...sound, causalChecks: [first, ...rest] };
      },
      "causal check with nothing held",
    ],
    [
      "a feature that was left out of a check",
      () => {
        const [first, second] = structuredClone(sound.causalChecks);
        if (!first || !second) throw new Error("nothing was ablated");
        second.result.points.shift();
        return { ...sound, causalChecks: [first, second] };
      },
      "causal check with patterns and LayerNorms held",
    ],
    [
      "that its site could not compute it again",
      () => ({
        ...sound,
        verification: { passed: false, largestDifference: 3, at: "2026-11-28T11:00:00.000Z" },
      }),
      "verification",
    ],
    ["the address", () => ({ ...sound, url: "https://example.org/findings/other/versions/3" }), "address"],
  ];

  test.each(changed)("%s", { timeout: patience }, (_, file, parts) => {
    const { status, stdout, stderr } = verify(file());
    expect(stderr).toContain(`This file does not hold: ${parts}.\n`);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ matches: false });
  });

  test("words and hashes made anew, by the hash that was cited", { timeout: patience }, () => {
    const forged = signedAnew({ ...sound, content: { ...sound.content, writeUp: "She is." } });
    const { status, stderr } = verify(forged, "--hash", sound.contentHash);
    expect(stderr).toContain("This file does not hold: cited hash.\n");
    expect(status).toBe(1);
  });
});

describe("what is no file of a finding is refused in one sentence, before a model is opened", () => {
  const cut = () => JSON.stringify(sound).slice(0, 5_000);
  const refused: [string, () => unknown, RegExp][] = [
    ["a file that was cut off", cut, /^finding\.json: it is not valid JSON\.\n$/],
    [
      "brackets a million deep",
      () => `{"format":"circuit-commons/finding@1","content":${"[".repeat(1_000_000)}`,
      /nested deeper than 64/,
    ],
    [
      "a key twice",
      () => `{"format":"circuit-commons/finding@1",${JSON.stringify(sound).slice(1)}`,
      /the key "format" stands twice/,
    ],
    ["a part that is missing", () => ({ ...sound, content: undefined }), /content: /],
    [
      "an edge to nowhere",
      () => ({
        ...sound,
        circuit: {
          ...sound.circuit,
          edges: [...sound.circuit.edges, { source: "pos@0", target: "mlp.9.9@9", contribution: 1 }],
        },
      }),
      /edges\[\d+\]/,
    ],
    [
      "a model that is not here",
      () =>
        signedAnew({
          ...sound,
          circuit: { ...sound.circuit, spec: { ...sound.circuit.spec, model: "gpt2-large" } },
        }),
      /gpt2-large/,
    ],
    [
      "another program's numbers",
      () => ({ ...sound, causalChecks: [{ ...sound.causalChecks[0], frozen: "yes" }] }),
      /causalChecks\.0\.frozen/,
    ],
  ];

  test.each(refused)("%s", (_, file, sentence) => {
    const { status, stdout, stderr } = verify(file());
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  });

  test("a hash for a circuit's file, and a hash that is none", () => {
    expect(verify(sound.circuit, "--hash", "0".repeat(64)).stderr).toContain("Only a finding's file");
    expect(verify(sound, "--hash", "abc").stderr).toContain("64 of 0-9 and a-f");
  });
});
