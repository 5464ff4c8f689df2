import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { commons } from "./commons";
import { goldenFeatureSchema } from "./golden-file";

const commands = readFileSync("README.md", "utf8")
  .split("\n")
  .flatMap((line) => /^npm run -s commons -- (.*)$/.exec(line)?.[1] ?? [])
  .map((line) => [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? ""));

test.each(commands)("the README's command %s succeeds", (...args) => {
  const { status, stderr } = commons(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("the feature that the README ablates is the strongest of attention at the last token", () => {
  const ablate = commands.find(([command]) => command === "ablate") ?? [];
  const text = ablate[ablate.indexOf("--text") + 1] ?? "";
  const { stdout } = commons("features", "--model", "storybook-4l", "--text", text, "--json");
  const { tokens, features } = z
    .object({ tokens: z.array(z.unknown()), features: z.array(goldenFeatureSchema) })
    .parse(JSON.parse(stdout));
  const [strongest] = features
    .filter(({ kind, position }) => kind === "attn" && position === tokens.length - 1)
    .sort((a, b) => b.activation - a.activation);
  const name = `attn.${strongest?.layer}.${strongest?.index}@${strongest?.position}`;
  expect(ablate[ablate.indexOf("--feature") + 1]).toBe(name);
});
