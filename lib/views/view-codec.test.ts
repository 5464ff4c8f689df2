import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { decodeView, encodeView, maxCharacters, viewFromJson, viewToJson } from "./view-codec";
import { type CircuitViewState, untouchedView } from "./view-state";

const id = fc.oneof(fc.constantFrom("attn.2.17@9", "embed@0", "group:subject"), fc.string({ maxLength: 20 }));
const ids = fc.array(id, { maxLength: 8 });
const view: fc.Arbitrary<CircuitViewState> = fc.record({
  above: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => Math.abs(value))),
  pinnedOnly: fc.boolean(),
  hidden: ids,
  pinned: ids,
  groups: fc.array(fc.record({ name: fc.string({ minLength: 1, maxLength: 20 }), members: ids }), {
    maxLength: 4,
  }),
  notes: fc.array(fc.tuple(id, fc.string({ maxLength: 60, unit: "binary" })), { maxLength: 4 }),
  opened: ids,
  unfolded: fc.array(fc.constantFrom("attn.3", "mlp.0"), { maxLength: 3 }),
});
const packed = (value: unknown) =>
  `1${deflateRawSync(Buffer.from(JSON.stringify(value))).toString("base64url")}`;

describe("a view in an address", () => {
  it("is read back as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(view, async (each) => {
        const text = await encodeView(each);
        if (text === null) expect(each).toEqual(untouchedView);
        else {
          expect(text).toMatch(/^1[\w-]+$/);
          expect(await decodeView(text)).toEqual(each);
        }
      }),
    );
  });

  it("an address from before errors were folded is read, and one without opened rows is as it was then", async () => {
    const old = packed([0.01, false, ["mlp.1.2@3"], [], [], [], ["attn.3.5@9"]]);
    const read = { ...untouchedView, above: 0.01, hidden: ["mlp.1.2@3"], opened: ["attn.3.5@9"] };
    expect(await decodeView(old)).toEqual(read);
    expect(JSON.parse(viewToJson(read))).toHaveLength(7);
  });

  it("needs no words where nothing was changed", async () => {
    expect(await encodeView(untouchedView)).toBeNull();
  });

  it("forty hidden nodes and three groups are shorter than a page of text", async () => {
    const hidden = Array.from({ length: 40 }, (_, i) => `mlp.${i % 4}.${(i * 397) % 1024}@${i % 15}`);
    const groups = ["subject", "object", "place"].map((name, i) => ({
      name,
      members: hidden.slice(i * 5, i * 5 + 5),
    }));
    expect((await encodeView({ ...untouchedView, hidden, groups }))?.length).toBeLessThan(700);
  });

  it("anything else is no view, and never throws", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `1${text}`),
        ),
        async (text) => {
          expect(await decodeView(text)).toBeNull();
        },
      ),
    );
  });

  it.each([
    ["a later version", "2abc"],
    ["numbers in place of names", packed([null, false, [1], [], [], [], []])],
    ["an influence over one", packed([7, false, [], [], [], [], []])],
    ["a list cut short", packed([null, false, []])],
    ["a group without a name", packed([null, false, [], [], [["", ["a"]]], [], []])],
    ["an object that poses as a list", packed({ length: 7 })],
    ["an id of a kilobyte", packed([null, false, ["x".repeat(1_000)], [], [], [], []])],
    ["opened rows that are no list", packed([null, false, [], [], [], [], [], "attn.3"])],
    ["more than a view has", packed([null, false, [], [], [], [], [], [], []])],
    ["half of a view", packed([null, false, ["mlp.1.2@3"], [], [], [], []]).slice(0, 12)],
  ])("%s is refused", async (_, text) => {
    expect(await decodeView(text)).toBeNull();
  });

  it.each([
    ["lists in lists", "[".repeat(100_000) + "]".repeat(100_000)],
    ["lists of nothing", `[${"[],".repeat(80_000)}[]]`],
    ["keys", `{${Array.from({ length: 20_000 }, (_, n) => `"${n}":0`).join()}}`],
    ["a number of many digits", `[${"1".repeat(200_000)}]`],
  ])("a short text that unfolds to much structure is not parsed: %s", async (_, json) => {
    const parse = vi.spyOn(JSON, "parse");
    expect(await decodeView(`1${deflateRawSync(json).toString("base64url")}`)).toBeNull();
    expect(viewFromJson(json)).toBeNull();
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });

  it("the largest view that can be saved is read", async () => {
    const many = Array.from({ length: 5_000 }, () => "mlp.1.2@3");
    const groups = Array.from({ length: 500 }, () => ({ name: "a group", members: ["mlp.1.2@3"] }));
    const notes = Array.from({ length: 100 }, (): [string, string] => ["mlp.1.2@3", "\u0001"]);
    const long: [string, string] = ["mlp.1.2@3", "\u0001".repeat(2_000)];
    const largest = { ...untouchedView, hidden: many, pinned: many, groups, notes: [...notes, long] };
    expect(await decodeView((await encodeView(largest)) ?? "")).toEqual(largest);
  });

  it("a short text that would unfold to very much is given up on", async () => {
    const bomb = packed(["x".repeat(3_000_000)]);
    expect(bomb.length).toBeLessThan(maxCharacters);
    expect(await decodeView(bomb)).toBeNull();
  });
});
