import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RecordedContest } from "./recorded-contest";

const html = renderToStaticMarkup(<RecordedContest />);

test("the recorded contest is called what it is before anything of it is shown", () => {
  expect(html.indexOf("A recorded test contest.")).toBeGreaterThan(0);
  expect(html.indexOf("A recorded test contest.")).toBeLessThan(html.indexOf("Winners"));
});

test("it is a finished one: won, with places that went to the next in line, a ranking, appeals with their answers, and what did not rank", () => {
  expect(html.replaceAll(/<[^>]*>/g, "")).toContain(
    "2 of the ranking\u2019s first left their place to the next in line",
  );
  for (const said of ["Winners", "Ranking", "Appeals", "answers", "What does not rank"])
    expect(html).toContain(said);
  expect(html).toMatch(/<td class="num">1<\/td>/);
  expect(html).toContain('by rule: <span class="num">write-up 2</span>');
  expect(html).toContain("it does not keep to write-up, as its page says rule by rule");
});

test("nothing of it leads to a page that is not there", () => {
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(["/bounties"]);
});
