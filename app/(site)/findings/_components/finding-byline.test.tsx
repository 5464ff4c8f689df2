import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { FindingView } from "@/lib/findings/view";
import { FindingByline } from "./finding-byline";

test("a name or title that turns the direction of text ends with itself", () => {
  const [name, title] = ["\u202eadA", "\u202eeltiT"];
  const date = new Date("2026-01-01T00:00:00Z");
  const finding: FindingView = {
    ...{ id: "1", circuitId: "2", title: "A finding", body: "", tags: [], state: "", licence: "CC-BY-4.0" },
    ...{ revision: 1, createdAt: date, updatedAt: date, publishedAt: date, publishedRevision: 1 },
    ...{ author: { handle: "ada", name }, forkCount: 0, isMine: false },
    ancestors: [{ id: "3", title, authorHandle: "bob" }],
  };
  const html = renderToStaticMarkup(<FindingByline finding={finding} />);
  expect(html).toContain(`<bdi>${name}</bdi>`);
  expect(html).toContain(`<bdi>${title}</bdi>`);
});
