import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Edit, editSchema } from "@/lib/circuit-format/edit";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { canonicalEdits } from "./canonical-edits";
import { changeIdentity } from "./change-identity";

const T = 4;
const place = {
  kind: fc.constantFrom(...dictionaryKinds),
  layer: fc.nat(1),
  positions: fc.option(fc.array(fc.nat(T - 1), { minLength: 1, maxLength: 6 }), { nil: undefined }),
};
const index = fc.nat(2);
const factor = fc.constantFrom(0, -0, 1, 2, -1.5);
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("scale" as const), ...place, index, scale: factor }),
    fc.record({ do: fc.constant("set" as const), ...place, index, value: factor }),
    fc.record({ do: fc.constant("splice" as const), ...place, keepError: fc.boolean() }),
  ),
  { maxLength: 8 },
);

/** What edits do at each place, told apart from how they are said: of two at one place the engine takes the later. */
function done(all: readonly Edit[]): Record<string, string> {
  const places: Record<string, string> = {};
  for (const edit of all) {
    for (let position = 0; position < T; position++) {
      if (edit.positions && !edit.positions.includes(position)) continue;
      const name = `${edit.kind}.${edit.layer}.${edit.do === "splice" ? "site" : edit.index}@${position}`;
      delete places[name];
      if (edit.do === "splice") places[name] = `splice ${edit.keepError}`;
      else if (edit.do === "set") places[name] = `set ${edit.value + 0}`;
      else if (edit.scale !== 1) places[name] = `scale ${edit.scale + 0}`;
    }
  }
  return places;
}

describe("the canonical form of a change", () => {
  test("does the same, and is its own canonical form", () => {
    fc.assert(
      fc.property(edits, (all) => {
        const canonical = canonicalEdits(all, T);
        expect(done(canonical)).toEqual(done(all));
        expect(canonicalEdits(canonical, T)).toEqual(canonical);
        expect(canonical.map((edit) => editSchema.parse(edit))).toEqual(canonical);
      }),
    );
  });

  test("is one for all that do the same, and another for what does something else", () => {
    fc.assert(
      fc.property(edits, edits, fc.boolean(), fc.boolean(), (a, b, frozen, other) => {
        const identity = (all: Edit[], held: boolean) => changeIdentity(canonicalEdits(all, T), held);
        const isSame =
          JSON.stringify(sorted(done(a))) === JSON.stringify(sorted(done(b))) && frozen === other;
        expect(identity(a, frozen) === identity(b, other)).toBe(isSame);
        // Said a place at a time, backwards.
        const apart = Object.entries(done(a))
          .reverse()
          .map(([name, how]) => said(name, how));
        expect(identity(apart, frozen)).toBe(identity(a, frozen));
      }),
      { numRuns: 300 },
    );
  });
});

const sorted = (places: Record<string, string>) =>
  Object.entries(places).sort(([a], [b]) => (a < b ? -1 : 1));

function said(name: string, how: string): Edit {
  const [, kind, layer, what, position] = /^(\w+)\.(\d+)\.(\w+)@(\d+)$/.exec(name) ?? [];
  const [deed, number = ""] = how.split(" ");
  const where = { kind, layer: Number(layer), positions: [Number(position)] };
  if (deed === "splice") return editSchema.parse({ do: deed, ...where, keepError: number === "true" });
  const factor = deed === "set" ? { value: Number(number) } : { scale: Number(number) };
  return editSchema.parse({ do: deed, ...where, index: Number(what), ...factor });
}
