import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { foreignGraph } from "@/lib/attribution-graphs/foreign-graph";
import { graphDrawn, unopenedLeaf } from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import {
  axeViolations,
  screenshot,
  sidewaysOverflow,
  signUp,
  tokensShown,
  visitorsOf,
} from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-files-"));

function write(name: string, document: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
  return file;
}

async function importFile(page: Page, file: string): Promise<void> {
  await page.goto("/imports");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
}

describe("importing a circuit", () => {
  test("a circuit taken along comes back, and is computed here and compared", async () => {
    const { page, heard } = await visit();
    await signUp(page, "import-ada");
    await page.goto("/");
    await tokensShown(page);
    await page
      .getByRole("button", { name: /^Trace the logit of/ })
      .first()
      .click();
    await page.waitForURL(/\/circuits\//);
    await graphDrawn(page);
    const document = await page.evaluate(async () => {
      const id = window.location.pathname.split("/").at(-1);
      return (await fetch(`/api/v1/circuits/${id}/graph`)).json();
    });
    await importFile(page, write("same.json", document));
    await graphDrawn(page);
    await page.getByText("This site computes the same.").waitFor();
    await page.getByRole("heading", { name: /^What makes the logit of\W+Mary/ }).waitFor();

    // The same numbers for another question: the site, asked that question, must find them wrong.
    const otherQuestion = { ...document, spec: { ...document.spec, threshold: 0.04 } };
    await importFile(page, write("other.json", otherQuestion));
    await graphDrawn(page);
    await (await unopenedLeaf(page, "attn")).click();
    expect(await page.getByRole("button", { name: "Expand", exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Compute it here" }).click();
    await page.getByText("This site computes something else.").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("link", { name: "Open this site's own circuit" }).click();
    await page.waitForURL(/\/circuits\/[0-9a-f-]{36}/);
    await graphDrawn(page);
    expect(heard).toEqual([]);
  });

  test("of a file that predicts several tokens another is chosen, and the graph is of that", async () => {
    const { page, heard } = await visit({ width: 390 });
    await signUp(page, "chooser");
    await importFile(page, write("several.json", foreignGraph()));
    await graphDrawn(page);
    // Both are drawn, and what is told of is the target.
    const told = (id: string) => page.getByText(id, { exact: true }).filter({ visible: true }).first();
    await told("logit.18@2").waitFor();
    const choice = page.getByLabel("The file predicts 2 tokens; the circuit is of");
    await choice.selectOption({ label: 'Output "4" (p=0.125)' });
    await page.getByRole("heading", { name: /^What makes the logit of\W+4/ }).waitFor();
    await graphDrawn(page);
    await told("logit.19@2").waitFor();
    await page.getByText("as circuit-tracer scores it").waitFor();
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(heard).toEqual([]);
  });

  test("a file that is no circuit is refused in words, and can be deleted", async () => {
    const { page, heard } = await visit();
    await signUp(page, "import-grace");
    await importFile(page, write("broken.json", '{"nodes": 1}'));
    await page.getByText("nodes: there is no such list").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete broken.json" }).click();
    await page.getByRole("button", { name: "Delete broken.json for good" }).click();
    await page.waitForURL(`${site.address}/imports`);
    await page.getByText("Nothing yet.").waitFor();
    await page.locator("input[type=file]").setInputFiles(write("picture.png", "PNG"));
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("alert").getByText("This is no circuit.").waitFor();
    // The browser itself notes the refusal.
    expect(heard.filter((line) => !/422/.test(line))).toEqual([]);
  });
});

describe.each([
  { scheme: "light", width: 1280 },
  { scheme: "dark", width: 390 },
] as const)("in $scheme colours, $width pixels wide", ({ scheme, width }) => {
  test("another program's graph, its problems and losses are accessible and fit", async () => {
    const { page, heard } = await visit({ scheme, width });
    await page.goto("/imports");
    await page.getByText("Importing needs an account").waitFor();
    await signUp(page, `import-ada-${width}`);
    const graph = foreignGraph();
    const nowhere = { source: "nobody", target: "37_18_2", weight: 1 };
    const name = `${"a-long-name-".repeat(9)}.json`;
    await importFile(page, write(name, { ...graph, links: [...graph.links, nowhere] }));
    await graphDrawn(page);
    await page.getByText('links[6].source: no node "nobody"').waitFor();
    await page.getByText("Its numbers cannot be checked here.").waitFor();
    await page.getByText("What the file says and an imported circuit does not keep").click();
    await page
      .getByText(/^metadata.generation_settings/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: /^group digits, 2 nodes/ }).waitFor();
    await screenshot(page, `import-${scheme}-${width}`);
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    await page.goto("/imports");
    await page.getByRole("link", { name }).waitFor();
    await screenshot(page, `imports-${scheme}-${width}`);
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(heard).toEqual([]);
  });
});
