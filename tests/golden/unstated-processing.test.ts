import { expect, test } from "vitest";
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
      "Note: The files of this model's mlp dictionaries do not state how the model was processed in their training. " +
        "Taken: center_writing_weights as the model's manifest has it, fold_ln as done. " +
        "If that is wrong, so are their features.\n",
    );
    const bundled = commons("features", "--model", "storybook-4l", "--text", "Once upon a time", "--json");
    expect(bundled.stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(JSON.parse(bundled.stdout));
  } finally {
    variant.remove();
  }
});
