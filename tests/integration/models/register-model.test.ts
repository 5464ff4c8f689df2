import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { UnstatedProcessing } from "@/app/(site)/_components/unstated-processing";
import { DictionaryFit } from "@/app/(site)/models/[model]/_components/dictionary-fit";
import { DictionarySets } from "@/app/(site)/models/[model]/_components/dictionary-sets";
import { nothingSaid } from "@/lib/circuit-format/processing";
import { nothingUnread, shownOptions } from "@/lib/circuit-format/unread-options";
import { db } from "@/lib/db/client";
import { letterTokenizer } from "@/lib/engine/oracle/letter-tokenizer";
import type { SetFit } from "@/lib/evidence-format/fit";
import { type FoundFit, findFits } from "@/lib/models/find-fits";
import { getModel } from "@/lib/models/get-model";
import type { ModelDescription } from "@/lib/models/model-description";
import { registerModel } from "@/lib/models/register-model";
import { tokenizerJsonSchema } from "@/lib/tokens/tokenizer-json";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

function describedModel(name: string, setNames: string[]): ModelDescription {
  return {
    ...{
      name,
      displayName: name,
      description: "",
      architecture: "gpt2",
      licence: "MIT",
      checksum: `of ${name}`,
    },
    corpus: null,
    ...{ layers: 1, heads: 1, dModel: 2, contextLength: 4, vocabularySize: 2, parameterCount: 10 },
    tokenizer: tokenizerJsonSchema.parse(letterTokenizer(2)),
    processing: { fold_value_biases: false, center_writing_weights: false },
    sets: setNames.map((set) => ({
      ...{ kind: "attn", name: set, displayName: set, licence: "MIT", checksum: `of ${set}` },
      source: { release: null, repository: null, file: null },
      dictionaries: [
        {
          layer: 0,
          dFeatures: 3,
          architecture: "standard",
          hookIn: "in",
          hookOut: "out",
          training: {
            model: null,
            processing: [],
            featuresOnly: null,
            leavesOnly: null,
            skips: false,
            texts: nothingSaid,
            unread: nothingUnread,
          },
          checksum: "d",
        },
      ],
    })),
  };
}

async function counted() {
  return {
    models: await db().model.count(),
    vocabularies: await db().vocabulary.count(),
    sets: await db().dictionarySet.count(),
    dictionaries: await db().dictionary.count(),
    features: await db().feature.count(),
  };
}

test("starts at the same moment register a model, its sets and its features once", async () => {
  for (let round = 0; round < 200; round++) {
    await db().model.deleteMany();
    const description = describedModel("small", ["first", "second"]);
    const answers = await Promise.all([description, description, description].map(registerModel));
    expect(new Set(answers.map(({ modelId }) => modelId)).size).toBe(1);
    expect(await counted()).toEqual({ models: 1, vocabularies: 1, sets: 2, dictionaries: 2, features: 6 });
  }
});

test("a model gains a set later, and keeps what it has", async () => {
  await db().model.deleteMany();
  const { modelId } = await registerModel(describedModel("small", ["first"]));
  expect(await registerModel(describedModel("small", ["first", "second"]))).toEqual({ modelId });
  expect(await counted()).toMatchObject({ models: 1, sets: 2, features: 6 });
});

test("where a set was published stands on the model's page as the manifest states it, also if it does so later", async () => {
  await db().model.deleteMany();
  const shown = async () =>
    renderToStaticMarkup(DictionarySets({ sets: (await getModel("small")).dictionarySets }));
  const description = describedModel("small", ["first"]);
  await registerModel(description);
  expect((await shown()).match(/not stated/g)).toHaveLength(3);
  for (const set of description.sets)
    set.source = { release: "<v1>", repository: "https://example.org/sae", file: "javascript:alert(1)" };
  await registerModel(description);
  const html = await shown();
  expect(html).not.toContain("not stated");
  expect(html).toContain("&lt;v1&gt;");
  expect(html).toContain('href="https://example.org/sae"');
  expect(html).not.toContain('href="javascript');
  // The same as another kind of text: what is no address of the web is none to follow.
  for (const set of description.sets) set.source = { release: null, repository: "someone/sae", file: null };
  await registerModel(description);
  expect((await shown()).match(/not stated/g)).toHaveLength(2);
  expect(await shown()).not.toContain('href="someone');
});

test("what its files have that nobody knows is told on the model's page as text, also of one registered before that was kept", async () => {
  await db().model.deleteMany();
  const shown = async () =>
    renderToStaticMarkup(DictionarySets({ sets: (await getModel("small")).dictionarySets }));
  const description = describedModel("small", ["first"]);
  await registerModel(description);
  await db().dictionary.updateMany({ data: { training: {} } });
  expect(await shown()).not.toContain("Not read");
  const names = ["favourite_colour", "<script>alert(1)</script>", "a\u0000\ud800"];
  for (const { dictionaries } of description.sets)
    for (const { training } of dictionaries) training.unread = shownOptions(names);
  await registerModel(description);
  expect(await shown()).toContain(
    "Not read, since this project does not know them: “favourite_colour”, “&lt;script&gt;alert(1)&lt;/script&gt;”, “a\\u{0}\\u{d800}”.",
  );
});

test("what its files do not state is told on its pages, also of one registered before that was kept", async () => {
  await db().model.deleteMany();
  const shown = async () => renderToStaticMarkup(await UnstatedProcessing({ modelName: "small" }));
  await registerModel(describedModel("small", ["first"]));
  expect(await shown()).toBe("");
  const description = describedModel("small", ["first"]);
  const say = async (done: boolean | null, saidBy: "file" | "manifest" | "release" | null) => {
    for (const { dictionaries } of description.sets)
      for (const dictionary of dictionaries)
        dictionary.training.processing = [{ step: "fold_value_biases", done, saidBy }];
    await registerModel(description);
  };
  await say(null, null);
  expect(await shown()).toContain("Nobody says how the model was processed");
  expect(await shown()).toContain("fold_value_biases");
  await say(true, "manifest");
  expect(await shown()).toContain("Its manifest says: fold_value_biases done");
  await say(true, "file");
  expect(await shown()).toBe("");
});

test("other files under a known name are refused, and nothing of them is kept", async () => {
  await db().model.deleteMany();
  await registerModel(describedModel("small", ["first"]));
  const other = { ...describedModel("small", ["first", "second"]), checksum: "of other weights" };
  await expect(registerModel(other)).rejects.toMatchObject({ code: "conflict" });
  const [set, second] = describedModel("small", ["first", "second"]).sets;
  if (!set || !second) throw new Error("it has two sets");
  const changed = { ...describedModel("small", []), sets: [second, { ...set, checksum: "of other files" }] };
  await expect(registerModel(changed)).rejects.toMatchObject({ code: "conflict" });
  expect(await counted()).toMatchObject({ models: 1, sets: 1, features: 3 });
});

test("how a set was found to fit is kept with its dictionaries, told on the model's page, and taken anew when it changes", async () => {
  const figure = (value: number) => ({ value, error: 0.01 });
  const reading = (isUsed: boolean, share: number): SetFit["dictionaries"][number]["readings"][number] => ({
    reading: { fold_ln: true, fold_value_biases: !isUsed, center_writing_weights: true },
    ...{ isUsed, l0: figure(12), explainedVariance: figure(isUsed ? 0.6 : 0.8), lossRecovered: figure(0.9) },
    loss: { model: figure(3), replaced: figure(3.1), zero: figure(4) },
    ...{ neverFired: 0.25, gain: { share, errors: 100 * share } },
  });
  const readings = [reading(true, 0), reading(false, 0.5)];
  const fit: SetFit = {
    ...{ format: "circuit-commons/fit@1", kind: "attn", opens: false, set: "first" },
    ...{ modelChecksum: "", setChecksum: "" },
    ...{ corpus: { name: "stories.jsonl", checksum: "" }, windows: 32, tokens: 4_000 },
    readings,
    dictionaries: [
      {
        ...{ layer: 0, readings, elsewhere: null, claimed: { explainedVariance: 0.83, l0: 11 } },
        filesClaim: [
          { file: "eval_results.json", l0: 13.5, loss: { replaced: 3.25 }, neverFired: 0.125 },
          { file: "sparsity.safetensors", unread: "it has 3 bytes" },
        ],
      },
    ],
    unmeasured: [],
  };
  const description = describedModel("judged", ["first", "second"]);
  const register = async (insisted: string | null, measured = fit) => {
    const sets = description.sets.map((set) =>
      set.name === "first" ? { ...set, fit: measured, insisted } : set,
    );
    const { modelId } = await registerModel({ ...description, sets });
    return findFits(modelId);
  };
  const shown = (fits: FoundFit[]) => renderToStaticMarkup(DictionaryFit({ fits }));
  const [found, second] = await register(null);
  if (!found?.judged || !second) throw new Error("both sets are found");
  expect(found.name).toBe("first");
  expect(found.judged).toMatchObject({ fits: false, insisted: null, windows: 32 });
  expect(found.judged.sentences[0]).toContain(
    "would miss 50% less of their site if the model was processed otherwise",
  );
  const page = shown([found]);
  expect(page).toContain("do not fit");
  expect(shown([{ ...found, judged: { ...found.judged, opens: true } }])).toContain(
    "(hook_attn_out) do not fit",
  );
  // Of the other set nobody measured anything, and it is there all the same.
  expect(second).toMatchObject({ name: "second", judged: null, whyUnmeasured: null, dictionaries: [] });
  const unmeasured = shown([second]);
  expect(unmeasured).toContain("were not measured: nobody knows whether they fit");
  expect(unmeasured).toContain("The operator does with commons prove.");
  expect(shown([{ ...second, whyUnmeasured: "Nothing was measured of it, since it is odd." }])).toContain(
    "since it is odd",
  );
  expect(shown([])).toContain("no dictionaries");
  expect(page).toContain("No circuit is computed with them.");
  // A row each, in the columns of what was measured; what is not said is left free.
  const claims = [...page.matchAll(/<td>claimed by (.*?)<\/td>(.*?)<\/tr>/g)].map(([, by, cells = ""]) => [
    by,
    ...cells.split("</td>").map((cell) => cell.replaceAll(/<[^>]*>/g, "")),
  ]);
  expect(claims).toEqual([
    ["its release", "11.0", "0.830", "", "", "", "", "", ""],
    ["eval_results.json", "13.5", "", "", "3.25", "", "", "12.5%", ""],
  ]);
  expect(page).toContain("What sparsity.safetensors claims of attn.0 is not known: it has 3 bytes.");
  const [insisted] = await register("I trained it");
  expect(insisted?.judged?.insisted).toBe("I trained it");
  expect(shown(insisted ? [insisted] : [])).toContain("I trained it");
  // The same once more leaves what is kept as it stands, so that no page is made anew.
  const measuredAt = () => db().dictionaryQuality.findMany({ select: { measuredAt: true } });
  const before = await measuredAt();
  await register("I trained it");
  expect(await measuredAt()).toEqual(before);
  // What these windows cannot decide, and what they show nothing of, is no fit.
  const other = reading(false, -0.0001);
  const [close] = await register(null, { ...fit, readings: [reading(true, 0), other] });
  expect(close?.judged).toMatchObject({ fits: true, sentences: [], undecided: [expect.any(String)] });
  expect(shown(close ? [close] : [])).toContain("may fit: what was measured does not tell their processing");
  const nothing = {
    ...fit,
    readings: [],
    dictionaries: [],
    unmeasured: [{ layer: 0, why: "it is far away" }],
  };
  const [beyond] = await register(null, nothing);
  expect(beyond).toMatchObject({ judged: { fits: null }, dictionaries: [] });
  expect(shown(beyond ? [beyond] : [])).toContain("Nothing was measured of attn.0, since it is far away.");
});
