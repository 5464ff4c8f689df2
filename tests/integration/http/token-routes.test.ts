import { describe, expect, test } from "vitest";
import { GET as searchTokens } from "@/app/api/v1/models/[model]/tokens/route";
import { db } from "@/lib/db/client";
import { describeModel } from "@/lib/engine/describe-model";
import { getModel } from "@/lib/models/get-model";
import { registerModel } from "@/lib/models/register-model";
import { findTokens, getVocabulary } from "@/lib/models/vocabulary";
import { call } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

function search(query: string, model = "storybook-4l") {
  const path = `/api/v1/models/${model}/tokens?query=${encodeURIComponent(query)}`;
  return call(searchTokens, { method: "GET", path, params: { model } });
}

describe("the tokens of a model", () => {
  test("are all known by number, as its tokenizer has them", async () => {
    const { tokenTexts, vocabularySize } = await describeModel("models/storybook-4l");
    expect(await getVocabulary("storybook-4l")).toEqual(tokenTexts);
    expect(tokenTexts).toHaveLength(vocabularySize);
    expect(await findTokens("storybook-4l", [605, 4095, 4096, -1, 0.5])).toEqual([
      { id: 605, text: " Mary" },
      { id: 4095, text: "<|endoftext|>" },
    ]);
  });

  test("are found by how they begin, with or without the space in front", async () => {
    const { tokens } = await (await search("Mary")).json();
    expect(tokens.slice(0, 2)).toEqual([
      { id: 1777, text: "Mary" },
      { id: 605, text: " Mary" },
    ]);
    expect((await (await search("<|endof")).json()).tokens).toEqual([{ id: 4095, text: "<|endoftext|>" }]);
    expect((await (await search("no token begins so")).json()).tokens).toEqual([]);
  });

  test("of no model, and of a query that is too long, are refused", async () => {
    expect((await search("a", "nothing")).status).toBe(404);
    expect((await search("a", "a\0b")).status).toBe(400);
    await expect(getModel("a\0b")).rejects.toThrow("no model named");
    expect((await search("a".repeat(201))).status).toBe(400);
  });

  test("are added to a model that an earlier release registered", async () => {
    await db().vocabulary.deleteMany();
    await registerModel(await describeModel("models/storybook-4l"));
    expect(await db().vocabulary.count()).toBe(1);
  });
});
