import { expect, test } from "vitest";
import { marks, type ProviderResult, tableOf, withTable } from "./table";

const parity = (largest: number | null, fault: string | null = null) => ({
  ...{ what: "features of a | b", largest, count: 12, bar: 1e-3, fault },
});
const there: ProviderResult[] = [
  {
    ...{ provider: "cuda", absent: null, parity: [parity(2.4e-6)] },
    benches: [["engine", [{ measure: "run", value: 342.4, unit: "ms", bar: 300 }]]],
  },
  {
    ...{ provider: "webgpu", absent: null, parity: [parity(0.5, "at attn.0.1@2")] },
    benches: [["engine", null]],
  },
  { provider: "cpu", absent: "No such provider.", parity: [], benches: [] },
];

test("what was found stands side by side, what differs is bold, and what was missing is said", () => {
  expect(tableOf(there, "Measured today.").split("\n")).toEqual([
    marks.begin,
    "",
    "Measured today.",
    "",
    "- **cpu** was not there: No such provider.",
    "",
    "| largest difference, as a part of 1 + the number | numbers | cuda | webgpu |",
    "|---|---|---|---|",
    "| features of a \\| b (0.001 at most) | 12 | 2.4e-6 | **5.0e-1, at attn.0.1@2** |",
    "",
    "| engine | cuda | webgpu |",
    "|---|---|---|",
    "| run | 342 ms (bar 300) |  |",
    "| failed |  | yes |",
    "",
    marks.end,
  ]);
});

test("the table takes the place of the one before, and nothing else changes", () => {
  const table = tableOf([], "now");
  const document = `before\n${marks.begin}\nold\n${marks.end}\nafter`;
  expect(withTable(document, table)).toBe(`before\n${table}\nafter`);
  expect(withTable(withTable(document, table), table)).toBe(`before\n${table}\nafter`);
  expect(() => withTable("nothing", table)).toThrow("no lines");
});
