import { expect, test } from "vitest";
import { describeCycle, findFolderCycles, importsIn } from "./folder-cycles";

const describe = (sources: Record<string, string>) =>
  findFolderCycles(Object.entries(sources).flatMap(([file, source]) => importsIn(file, source))).map(
    describeCycle,
  );

test("two folders that import each other are named with the two files", () => {
  const pair = {
    "lib/runs/view.ts": 'import { a } from "@/lib/circuits/deep/spec";',
    "lib/circuits/get.ts": 'import type { Run } from "../runs/view";',
  };
  expect(describe(pair)).toEqual([
    "lib/runs and lib/circuits import each other:\n  lib/runs/view.ts imports lib/circuits/deep/spec\n  lib/circuits/get.ts imports lib/runs/view",
  ]);
});

test("three folders in a circle are one finding, also where a page loads the next lazily", () => {
  const circle = {
    "app/a/one.tsx": 'import { b } from "@/app/b/two";',
    "app/b/two.tsx": 'import {\n  c,\n  d,\n} from "../c/three";',
    "app/c/three.tsx": 'const a = () => import("../a/one");',
  };
  expect(describe(circle)).toHaveLength(1);
  expect(describe(circle)[0]).toContain("app/a and app/b and app/c import each other");
});

test("what goes one way, and what a noun of lib has inside, is no finding", () => {
  const sources = {
    "lib/engine/graph/gpt2.ts": 'import { rows } from "../rows";',
    "lib/engine/rows.ts": 'import type { Graph } from "./graph/gpt2";',
    "lib/runs/get.ts": 'import { db } from "@/lib/db/client"; import pg from "pg";',
  };
  expect(describe(sources)).toEqual([]);
});
