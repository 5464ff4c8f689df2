import { expect, test } from "vitest";
import {
  type DictionaryStep,
  trainedModelWords,
  whatSilenceMeans,
  whyNoCircuit,
} from "@/lib/circuit-format/processing";
import { processingWords, textsWords, trainingWords } from "./training-words";

const said = (
  step: DictionaryStep["step"],
  done: DictionaryStep["done"],
  saidBy: DictionaryStep["saidBy"],
): DictionaryStep => ({ step, done, saidBy });

test("what the files leave unsaid is told once a kind, with who says it and what nobody does", () => {
  const words = trainingWords([
    {
      kind: "mlp",
      processing: [said("center_writing_weights", true, "manifest"), said("fold_ln", null, null)],
    },
    { kind: "mlp", processing: [said("fold_ln", null, null)] },
    { kind: "attn", processing: [said("fold_value_biases", false, "release")] },
    { kind: "resid", processing: [said("center_writing_weights", true, "file")] },
  ]);
  expect(words).toHaveLength(3);
  expect(words[0]).toContain("this model's attn dictionaries do not state");
  expect(words[0]).toContain("Their release is known for: fold_value_biases not done. If that is wrong");
  expect(words[1]).toContain("Its manifest says: center_writing_weights done. If that is wrong");
  expect(words[2]).toContain("mlp dictionaries were trained on: fold_ln. Their features may be wrong");
  expect(words.map((sentence) => sentence.includes(whatSilenceMeans))).toEqual([false, false, true]);
});

test("why there is no circuit tells what old files of SAELens are to be stated as", () => {
  const why = whyNoCircuit([{ kind: "mlp", processing: [said("fold_ln", null, null)] }]);
  expect(why).toContain(
    "fold_ln of the mlp dictionaries. State it in manifest.json as the processing of their set",
  );
  expect(why).toMatch(
    /neither model_from_pretrained_kwargs nor a version of their training .* state fold_ln, fold_value_biases and center_writing_weights as true\.$/,
  );
});

test("nothing is told where the files state all", () => {
  expect(trainingWords([{ kind: "attn", processing: [said("fold_value_biases", true, "file")] }])).toEqual(
    [],
  );
});

test("each step of a dictionary has its witness", () => {
  expect(
    processingWords([
      said("fold_value_biases", true, "file"),
      said("fold_ln", false, "manifest"),
      said("center_writing_weights", null, null),
    ]),
  ).toEqual([
    "fold_value_biases: done, says its file",
    "fold_ln: not done, says the manifest",
    "center_writing_weights: unknown",
  ]);
});

test("dictionaries that stand in no circuit are told of, with the reason", () => {
  const words = trainingWords([
    { kind: "mlp", processing: [], featuresOnly: "they read and write hook_mlp_out" },
  ]);
  expect(words).toEqual([
    "This model's mlp dictionaries are read for their features alone, and no circuit is computed with them: they read and write hook_mlp_out.",
  ]);
});

test("dictionaries that open leaves are told of, with the reason", () => {
  const words = trainingWords([
    { kind: "mlp", processing: [], leavesOnly: "they read and write hook_mlp_out" },
  ]);
  expect(words).toHaveLength(1);
  expect(words[0]).toContain("mlp dictionaries are leaves of circuits");
  expect(words[0]).toContain("they read and write hook_mlp_out");
});

test("the texts of the training are told as far as the file says them", () => {
  expect(textsWords({ prependsBos: null, excludesSpecialTokens: null, positions: null })).toEqual([]);
  expect(textsWords({ prependsBos: true, excludesSpecialTokens: false, positions: [0, 64, 1] })).toEqual([
    "texts with a beginning-of-text token in front",
    "positions before 64",
  ]);
  expect(textsWords({ prependsBos: false, excludesSpecialTokens: true, positions: [5, null, 2] })).toEqual([
    "texts without a beginning-of-text token in front",
    "special tokens left out",
    "positions from 5, every 2",
  ]);
  const byId = { prependsBos: null, excludesSpecialTokens: [5, 0], positions: null };
  expect(textsWords(byId)).toEqual(["tokens left out by their ids: 5, 0"]);
  const many = Array.from({ length: 256 }, (_, id) => id);
  expect(textsWords({ ...byId, excludesSpecialTokens: many })).toEqual([
    "tokens left out by their ids: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 246 more",
  ]);
});

test("the model that a dictionary was trained on is told with what tells that it is this one", () => {
  expect(trainedModelWords(null, null)).toBe("a model that its file does not name");
  expect(trainedModelWords("gpt2", "names")).toBe("“gpt2”, by its file");
  expect(trainedModelWords("gpt2", undefined)).toBe("“gpt2”, by its file");
  expect(trainedModelWords("gpt2", "config")).toContain("config.json says that it was loaded from that");
  expect(trainedModelWords("gpt2", null)).toContain("nothing here says what this model is called");
});
