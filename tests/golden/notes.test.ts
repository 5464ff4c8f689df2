import { expect, test } from "vitest";
import { whatSilenceMeans } from "@/lib/circuit-format/processing";
import { ModelVariant } from "@/lib/engine/oracle/model-variant";
import { commons } from "./commons";

test("the command line says what the files of dictionaries do not state, and gives its numbers", () => {
  const variant = new ModelVariant();
  try {
    variant.editJson("saes/mlp/layer_2/cfg.json", (config) => ({ ...config, metadata: {} }));
    const args = ["features", "--model", variant.folder, "--text", "Once upon a time", "--json"];
    const { status, stdout, stderr } = commons(...args);
    expect(status).toBe(0);
    expect(stderr).toBe(
      "Note: The files of this model's mlp dictionaries do not state all of how the model was processed in their training. " +
        "Its manifest says: center_writing_weights not done. If that is wrong, so are their features.\n" +
        "Note: Nobody says how the model was processed that this model's mlp dictionaries were trained on: fold_ln. " +
        `Their features may be wrong, and no circuit is computed with them. ${whatSilenceMeans}\n`,
    );
    const bundled = commons("features", "--model", "storybook-4l", "--text", "Once upon a time", "--json");
    expect(bundled.stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(JSON.parse(bundled.stdout));
    const circuit = commons(
      ...["circuit", "--model", variant.folder, "--text", "Once upon a time"],
      ...["--target", 'logit." there"@4'],
    );
    expect(circuit.status).not.toBe(0);
    expect(circuit.stdout).toBe("");
    expect(circuit.stderr).toContain("No circuit is computed here");
    expect(circuit.stderr).toContain("fold_ln of the mlp dictionaries");
  } finally {
    variant.remove();
  }
});

test("the command line says that a text brings its own beginning-of-text token, and takes it as it is", () => {
  const features = (text: string, ...more: string[]) =>
    commons("features", "--model", "storybook-4l", "--text", text, "--json", ...more);
  const twice = features("<|endoftext|>Once");
  expect(twice.stderr).toMatch(
    /^Note: The text brings its own beginning-of-text token, <\|endoftext\|>, and one more/,
  );
  const asWritten = features("<|endoftext|>Once", "--as-written");
  expect(asWritten.stderr).toBe("");
  expect(JSON.parse(asWritten.stdout)).toEqual(JSON.parse(features("Once").stdout));
  expect(JSON.parse(twice.stdout)).not.toEqual(JSON.parse(asWritten.stdout));
});
