import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Unranked } from "./unranked";

const failed = (kind: string) => ({ kind, outcome: "failed" as const });
const entry = {
  ...{ commitment: "c", committedAt: "2026-11-01T00:00:00.000Z", entrants: ["ada"] },
  reason: "",
};

test("a rule that a bounty has twice is named once, and what was set aside counts with what did not keep to it", () => {
  const html = renderToStaticMarkup(
    <Unranked
      slug={null}
      rulings={[]}
      unranked={[
        {
          ...{ ...entry, entry: "a", title: "One", why: "ineligible" },
          rules: [failed("prompt"), failed("prompt"), { kind: "verified", outcome: "unknown" }],
        },
        {
          ...entry,
          entry: "b",
          title: "Two",
          why: "set-aside",
          rules: [failed("prompt"), failed("novelty")],
        },
      ]}
    />,
  ).replaceAll(/<[^>]*>/g, "");
  expect(html).toContain("by rule: prompt 2, novelty 1.");
  expect(html).toContain("it does not keep to prompt; what verified asks for is not known");
  expect(html).toContain("it was ruled so");
});
