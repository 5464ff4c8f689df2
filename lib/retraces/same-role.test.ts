import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNodeId, isTarget, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { type Role, type RoleToken, sameRole } from "./same-role";

const numbers = new Map<string, number>();

/** Tokens as the words of a text with their spaces, the same number for the same token. */
function tokensOf(text: string): RoleToken[] {
  return text.split(/(?= )/).map((token) => {
    const id = numbers.get(token) ?? numbers.size;
    numbers.set(token, id);
    return { id, text: token };
  });
}

const idOf = (token: string) => tokensOf(token)[0]?.id ?? -1;

function idIn(text: string): TargetId {
  const id = parseNodeId(text);
  if (!id || !isTarget(id)) throw new Error(`${text} is no target`);
  return id;
}

function role(target: string, before: string, after: string, firesAt: number[] = []): Role {
  const id = idIn(target);
  const outputs = [...numbers].filter(([, n]) => target.startsWith("logit") && target.includes(String(n)));
  const wanted = outputs.map(([text, id]) => ({ text, id }));
  return sameRole({
    ...{ target: id, before: tokensOf(before), after: tokensOf(after) },
    outputs: wanted.filter(({ id: n }) => ("minus" in id ? [id.index, id.minus] : [id.index]).includes(n)),
    firesAt: () => firesAt,
  });
}

const text = "<s> When Mary and John went , John gave to";
const [mary, john, anna, who] = [" Mary", " John", " Anna", " who"].map(idOf);

const targetOf = (found: Role) => (found.kind === "same" ? formatNodeId(found.target) : found);

describe("a feature plays the same part", () => {
  test("at the last token, wherever that is now", () => {
    expect(targetOf(role("attn.3.697@9", text, `${text} her`, [10]))).toBe("attn.3.697@10");
    expect(targetOf(role("attn.3.697@9", text, "<s> To", [1]))).toBe("attn.3.697@1");
  });

  test("at the token that stands in the same place, also where its word is another", () => {
    expect(targetOf(role("mlp.1.2@2", text, text.replace("Mary", "Anna"), [2]))).toBe("mlp.1.2@2");
    expect(targetOf(role("mlp.1.2@7", text, text.replace("When", "When old"), [8]))).toBe("mlp.1.2@8");
  });

  test("nowhere where it does not fire there, with where it does", () => {
    expect(role("attn.3.697@9", text, text.replace("gave", "took"), [3, 5])).toEqual({
      kind: "silent",
      feature: { kind: "attn", layer: 3, index: 697, position: 9 },
      message:
        "attn.3.697 does not fire at \u201c to\u201d, token 9 of the new text, where \u201c to\u201d stood. It fires at token 3, 5.",
    });
  });

  test("nowhere where its token is gone or may be one of several, which is said and not guessed", () => {
    const gone = role("mlp.1.2@3", text, text.replace(" and John went", " went"), [3]);
    expect(gone).toMatchObject({
      kind: "unplaced",
      message: expect.stringMatching(/^\u201c and\u201d, token 3 .* is not in/),
    });
    const several = role("mlp.1.2@2", text, text.replace("Mary", "Mary Mary"), [2, 3]);
    expect(several).toMatchObject({ kind: "unplaced", message: expect.stringContaining("one of several") });
  });
});

describe("a logit plays the same part", () => {
  test("with the same tokens where their words stand where they stood, or stood nowhere", () => {
    const longer = text.replace("gave", "then gave");
    expect(targetOf(role(`logit-diff.${mary}-${john}@9`, text, longer))).toBe(
      `logit-diff.${mary}-${john}@10`,
    );
    expect(targetOf(role(`logit.${who}@9`, text, text.replace("Mary", "Anna")))).toBe(`logit.${who}@9`);
  });

  test("with those in their place where a name is another now, which the reader chooses", () => {
    const found = role(`logit-diff.${mary}-${john}@9`, text, text.replace("Mary", "Anna"));
    expect(found).toEqual({
      kind: "renamed",
      same: idIn(`logit-diff.${mary}-${john}@9`),
      inTheirPlace: idIn(`logit-diff.${anna}-${john}@9`),
      message: expect.stringContaining("\u201c Mary\u201d stood in the text before"),
    });
  });

  test("with both in the other's place where two names were swapped", () => {
    const swapped = "<s> When John and Mary went , Mary gave to";
    expect(role(`logit-diff.${mary}-${john}@9`, text, swapped)).toMatchObject({
      inTheirPlace: idIn(`logit-diff.${john}-${mary}@9`),
    });
  });

  test("of no plain other token where one of two places of a name was changed", () => {
    const once = text.replace(", John", ", Anna");
    expect(role(`logit.${john}@9`, text, once)).toMatchObject({ kind: "renamed", inTheirPlace: null });
  });
});

describe("whatever the text", () => {
  const words = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 2, maxLength: 16 });
  const ids = ["a", "b", "c", "d", "e"].map((word) => idOf(` ${word}`));

  test("the same text gives the same target", () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.constantFrom(...ids), (each, n, output) => {
        const all = `<s> ${each.join(" ")}`;
        const position = n % (each.length + 1);
        expect(targetOf(role(`mlp.0.1@${position}`, all, all, [position]))).toBe(`mlp.0.1@${position}`);
        expect(targetOf(role(`logit.${output}@${position}`, all, all))).toBe(`logit.${output}@${position}`);
      }),
    );
  });

  test("a name replaced throughout keeps the target's part, and a logit of it is of the new name", () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (each, n, at) => {
        const name = each[at % each.length] ?? "";
        const before = `<s> ${each.join(" ")}`;
        const after = `<s> ${each.map((word) => (word === name ? "Anna" : word)).join(" ")}`;
        const position = n % (each.length + 1);
        expect(targetOf(role(`mlp.0.1@${position}`, before, after, [position]))).toBe(`mlp.0.1@${position}`);
        expect(role(`logit.${idOf(` ${name}`)}@${position}`, before, after)).toMatchObject({
          kind: "renamed",
          inTheirPlace: { kind: "logit", index: anna, position },
        });
      }),
    );
  });
});
