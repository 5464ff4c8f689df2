import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { HeadLegend } from "../attention/head-legend";
import { EdgesBy } from "./edges-by";

const byHead = { way: "read" as const, head: null };
const edgesBy = (isSplit: boolean, how: typeof byHead | null) =>
  renderToStaticMarkup(<EdgesBy isSplit={isSplit} byHead={how} onChange={() => {}} />);

test("edges are offered by head where any is split, and where they are drawn so already, so that one can go back", () => {
  expect(edgesBy(false, null)).toBe("");
  expect(edgesBy(true, null)).toMatch(/<option value="sign" selected="">/);
  expect(edgesBy(false, byHead)).toMatch(/<option value="read" selected="">/);
});

test("the legend tells that no edge of the circuit is split from that none which is drawn is", () => {
  const legend = (isSplit: boolean) =>
    renderToStaticMarkup(<HeadLegend {...{ byHead, isSplit }} heads={[]} onChange={() => {}} />);
  expect(legend(true)).toContain("No edge that is drawn is read by a head");
  expect(legend(false)).toContain("No edge of this circuit is split by head");
  expect(legend(false)).not.toContain("that is drawn");
});
