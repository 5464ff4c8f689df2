import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POST as countTokens } from "@/app/api/v1/models/[model]/token-counts/route";
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

function count(text: string, model = "storybook-4l") {
  const path = `/api/v1/models/${model}/token-counts`;
  return call(countTokens, { method: "POST", path, params: { model }, body: { text } });
}

describe("the tokens of a text", () => {
  test("are counted, and a text of too many says where it may be cut", async () => {
    expect(await (await count("The cat sat.")).json()).toEqual({ tokens: 4, limit: 127, cuts: null });
    const text = "word ".repeat(200);
    const { tokens, cuts } = await (await count(text)).json();
    expect(tokens).toBe(202);
    for (const part of [text.slice(0, cuts.first), text.slice(cuts.last)])
      expect(await (await count(part)).json()).toEqual({ tokens: 127, limit: 127, cuts: null });
  });

  test("of what is no prompt, and for no model, are refused", async () => {
    expect((await count("a".repeat(20_001))).status).toBe(400);
    expect((await count("")).status).toBe(400);
    expect((await count("a", "nothing")).status).toBe(404);
  });
});

describe("the tokens of a model", () => {
  test("are all known by number, as its tokenizer has them", async () => {
    const { vocabularySize } = await describeModel("models/storybook-4l");
    expect((await getVocabulary("storybook-4l"))?.tokens.size).toBe(vocabularySize);
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

  test("that are a part of a character are found by it, with their bytes", async () => {
    const { tokens } = await (await search("\u4e2d")).json();
    expect(tokens.map(({ bytes }: { bytes?: string }) => bytes)).toEqual(["e4", "ad", "b8"]);
    const byLabel = await (await search("\u27e8E4\u27e9")).json();
    expect(byLabel.tokens[0]).toEqual(tokens[0]);
  });

  test("are known by their texts alone, until a model of an earlier release is registered again", async () => {
    const model = await db().model.findFirstOrThrow({ select: { id: true } });
    const texts = gzipSync(JSON.stringify(["a", "", "\ufffd"]));
    await db().vocabulary.deleteMany();
    // Nothing is kept of a model that is not there, nor of one that will be registered again.
    const earlier = "earlier";
    await db().$executeRaw`update "Model" set name = ${earlier}`;
    await db().vocabulary.create({ data: { modelId: model.id, texts: new Uint8Array(texts) } });
    expect(await findTokens(earlier, [0, 1, 2])).toEqual([
      { id: 0, text: "a" },
      { id: 2, text: "\ufffd" },
    ]);
    expect((await getVocabulary(earlier))?.encode).toBeNull();
    await registerModel({ ...(await describeModel("models/storybook-4l")), name: earlier });
    expect(await findTokens(earlier, [605])).toEqual([{ id: 605, text: " Mary" }]);
    expect((await getVocabulary(earlier))?.encode?.(" Mary")).toEqual([605]);
  });
});
