import { afterAll, beforeAll, expect, test } from "vitest";
import { heavyFiles } from "./heavy-files";
import { openHeavyReader } from "./heavy-reader";

const reader = openHeavyReader();
beforeAll(() => reader.warm());
afterAll(() => reader.close());

/** How many times what its peer takes a file may take: up to 10 measured (bench/heavy-files.bench.ts says in seconds). */
const maxTimes = 25;

test.each(heavyFiles)(
  "$entrance: $name are refused in a sentence, in little time and memory",
  async (file) => {
    const { says, cpuMillis, peerMillis, bytes } = await reader.read(file);
    expect(says).toMatch(file.says);
    expect(cpuMillis / peerMillis).toBeLessThan(maxTimes);
    expect(bytes).toBeLessThan(500e6);
  },
);
