import { describe, expect, test } from "vitest";
import type { Edit } from "@/lib/circuit-format/edit";
import { indexGraph } from "@/lib/circuit-graph/graph-index";
import { madeUpCircuit } from "@/lib/circuit-graph/made-up-circuit";
import type { InterventionResult } from "@/lib/interventions/intervention";
import { readNumber } from "./change-buttons";
import { byHandWords, changeWords, predictionWords } from "./change-words";
import { chosenToChange } from "./changeable";
import { quoteTry } from "./quote-try";

const root = "logit.5@2";
const index = indexGraph(
  madeUpCircuit(
    root,
    [
      ["attn.1.7@2", root, 3],
      ["mlp.0.4@1", root, 1],
      ["embed@1", root, 1],
      ["attn-error.1@2", root, 1],
      ["bias", root, 1],
    ],
    { [root]: 7, "attn.1.7@2": 2, "mlp.0.4@1": 1 },
  ),
);
const visible = {
  folds: [],
  groups: [
    {
      id: "group:names",
      name: "names",
      members: ["attn.1.7@2", "embed@1"],
      influence: 1,
      effect: 1,
      seat: "embed@1",
    },
  ],
};
const choose = (selected: string | null, marked: string[] = []) =>
  chosenToChange({ index, visible, selected, marked: new Set(marked) });
const named = (selected: string | null, marked?: string[]) =>
  choose(selected, marked)?.features.map(({ kind, layer, index }) => `${kind}.${layer}.${index}`);

describe("what a press would change", () => {
  test("is what is marked, else the chosen group, else the chosen node", () => {
    expect(named("attn.1.7@2")).toEqual(["attn.1.7"]);
    expect(named("group:names")).toEqual(["attn.1.7"]);
    expect(named("attn.1.7@2", ["mlp.0.4@1"])).toEqual(["mlp.0.4"]);
    expect(choose(null)).toBeNull();
    expect(choose("attn.3.1@9")).toBeNull();
  });

  test.each([
    [root, "The target is what is measured."],
    ["embed@1", "Change the text"],
    ["attn-error.1@2", "put the dictionary in its site's place"],
    ["bias", "the model's own"],
  ])("is nothing at %s, and says why", (id, why) => {
    expect(choose(id)?.features).toEqual([]);
    expect(choose(id)?.reasons).toHaveLength(1);
    expect(choose(id)?.reasons[0]).toContain(why);
  });
});

test("numbers are read as people write them, and nothing else is one", () => {
  for (const [text, value] of [
    ["2", 2],
    [" -0.5 ", -0.5],
    ["\u22122", -2],
    [".5", 0.5],
    ["1e3", 1000],
  ] as const)
    expect(readNumber(text)).toBe(value);
  for (const text of ["", "two", "1e400", "2e9", "Infinity", "0x10", "1,5", "--1"])
    expect(readNumber(text)).toBeNull();
});

const place = { kind: "attn", layer: 1, positions: [2] } as const;
const ablation: Edit = { do: "scale", ...place, positions: [2], index: 7, scale: 0 };

test("a change is said in a line", () => {
  expect(changeWords([ablation])).toBe("ablate attn.1.7@2");
  expect(changeWords([{ ...ablation, scale: 2 }])).toBe("attn.1.7@2 \u00d7 2");
  expect(changeWords([ablation, ablation, ablation])).toBe("ablate attn.1.7@2, ablate attn.1.7@2 and 1 more");
  expect(changeWords([{ do: "splice", kind: "mlp", layer: 0, keepError: false }])).toBe(
    "splice in mlp.0 (transcoder), its error left out",
  );
  expect(changeWords([{ do: "set", kind: "attn", layer: 1, index: 7, value: -1 }])).toBe(
    "set attn.1.7 at every token to \u22121",
  );
});

const value = (logit: number, probability: number) => ({ logit, probability });
const nothing = { later: 0, inactive: 0, absent: [], absentCount: 0, spliced: 0, ofOwnLayer: 0 };
const result: InterventionResult = {
  target: { before: 7.123456789, after: 4.5 },
  tokens: { next: [], target: [{ id: 5, text: " Mary", before: value(7, 0.9), after: value(4, 0.25) }] },
  predicted: { change: -3, known: -3, alone: -3, counted: 1, ...nothing },
};

test("a quote has the numbers as they were measured, what was predicted, and the link", () => {
  const quoted = {
    change: { edits: [ablation], frozen: false },
    target: "the logit",
    link: "https://x.test/c",
  };
  expect(quoteTry({ ...quoted, result })).toBe(
    "**ablate attn.1.7@2** (patterns free): the logit goes from 7.12346 to 4.5, a change of \u22122.62346, where the circuit predicts \u22123, and the probability of \u201c Mary\u201d from 90.0% to 25.0%. [Try it](https://x.test/c)",
  );
  const unknown = { ...result, predicted: { ...result.predicted, change: null } };
  expect(quoteTry({ ...quoted, result: unknown })).toContain(
    "about which the circuit says nothing as a whole",
  );
});

test("of what was found by hand is said that not all its paths are counted", () => {
  const { predicted } = result;
  expect(byHandWords({ predicted, found: ["mlp.0.4@1"] })).toMatch(
    /^Of mlp\.0\.4@1, found by hand, only paths through what was expanded by hand are counted/,
  );
  const many = ["a", "b", "c", "d", "e"];
  expect(byHandWords({ predicted, found: many })).toContain("Of a, b, c and 2 more, found");
});

test("what a prediction counts and leaves out is said, each of it", () => {
  const say = (change: Partial<InterventionResult["predicted"]>) =>
    predictionWords({ ...result.predicted, ...change }, false).join(" ");
  expect(say({})).toContain("the effect of one node");
  expect(say({ counted: 3, alone: -4 })).toContain("one by one they would add up to \u22124.00");
  expect(say({ counted: 3 })).not.toContain("one by one");
  expect(say({ absent: ["attn.0.1@1"], absentCount: 1 })).toContain("Not counted: attn.0.1@1");
  expect(say({ spliced: 1 })).toContain("the circuit says nothing");
  expect(say({ later: 2 })).toContain("2 changes lie after");
  expect(say({ inactive: 1 })).toContain("not active where it is scaled");
  expect(say({ ofOwnLayer: 1 })).toContain("attention of its own layer alone");
  expect(say({})).toContain("free to follow");
  expect(predictionWords(result.predicted, true).join(" ")).toContain("were held");
});
