import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { FindingView } from "@/lib/findings/view";
import { FindingByline } from "./finding-byline";

const date = new Date("2026-01-01T00:00:00Z");
const plain: FindingView = {
  ...{ id: "1", circuitId: "2", title: "A finding", body: "", tags: [], state: "", licence: "CC-BY-4.0" },
  ...{ revision: 1, createdAt: date, updatedAt: date, publishedAt: date, publishedRevision: 1 },
  ...{
    author: { handle: "ada", name: null },
    forkCount: 0,
    isMine: false,
    mayTakeBack: false,
    ...{ withdrawnAt: null, latestVersion: 1, hidden: null, locked: null },
    versionCount: 1,
  },
  ancestors: [],
  trust: { verified: null, checked: [] },
};

test("a finding says what was and what was not done to find out whether its circuit holds", () => {
  const saysOf = (trust: FindingView["trust"]) =>
    renderToStaticMarkup(<FindingByline finding={{ ...plain, trust }} />).replace(/<[^>]*>/g, "");
  const none = saysOf(plain.trust);
  expect(none).toContain("Its circuit is not verified");
  expect(none).toContain("It is not causally checked.");
  const check = { at: date, pearson: 0.6182, features: 308 };
  const both = saysOf({
    verified: { passed: true, at: date },
    checked: [
      { frozen: false, ...check },
      { frozen: true, ...check, pearson: null },
    ],
  });
  expect(both).toContain("is verified: computed again");
  expect(both).toContain("It is causally checked with nothing held");
  expect(both).toMatch(
    /308 features, correlation 0\.618\) and with patterns and LayerNorms held \([^)]*308 features\)\./,
  );
  expect(saysOf({ verified: { passed: false, at: date }, checked: [] })).toContain(
    "differs from what came out",
  );
});

test("a name or title that turns the direction of text ends with itself", () => {
  const [name, title] = ["\u202eadA", "\u202eeltiT"];
  const finding = {
    ...plain,
    author: { handle: "ada", name },
    ancestors: [{ id: "3", title, authorHandle: "bob" }],
  };
  const html = renderToStaticMarkup(<FindingByline finding={finding} />);
  expect(html).toContain(`<bdi>${name}</bdi>`);
  expect(html).toContain(`<bdi>${title}</bdi>`);
});
