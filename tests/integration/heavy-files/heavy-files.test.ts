import { afterAll, beforeAll, expect, test } from "vitest";
import { heavyFiles } from "./heavy-files";
import { openHeavyReader } from "./heavy-reader";

const reader = openHeavyReader();
beforeAll(() => reader.warm());
afterAll(() => reader.close());

test.each(heavyFiles)(
  "$entrance: $name are refused in a sentence, in little time and memory",
  async (file) => {
    const { says, cpuMillis, bytes } = await reader.read(file);
    expect(says).toMatch(file.says);
    // Processor time, so that what else the machine does is not counted. 0.1 to 1 s measured (bench/heavy-files.bench.ts).
    expect(cpuMillis).toBeLessThan(6_000);
    expect(bytes).toBeLessThan(500e6);
  },
);
