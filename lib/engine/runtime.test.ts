import { expect, test } from "vitest";
import { EngineError } from "./errors";
import { openRuntime, type Provider, providers } from "./runtime";

test("auto takes the first provider that works and says why those before it do not", async () => {
  const { report } = await openRuntime();
  expect(report.asked).toBe("auto");
  expect([...report.passedOver.map(({ provider }) => provider), report.inUse]).toEqual(
    providers.slice(0, providers.indexOf(report.inUse) + 1),
  );
  for (const { reason } of report.passedOver) expect(reason).not.toBe("");
  expect(report.version).toMatch(/^\d+\.\d+\.\d+/);
});

test("a provider asked for by name is the one in use, or is refused with a reason", async () => {
  const asked = async (provider: Provider) => {
    try {
      return (await openRuntime({ provider })).report.inUse;
    } catch (error) {
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ code: "unavailable" });
      expect(String(error)).toMatch(
        /The execution provider \w+ does not work here \(.+\)\. Use another, or auto\.$/,
      );
      return provider;
    }
  };
  for (const provider of providers) expect(await asked(provider)).toBe(provider);
  expect((await openRuntime({ provider: "cpu" })).report.passedOver).toEqual([]);
});
