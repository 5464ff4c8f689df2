import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { expansionSchema } from "@/lib/circuit-format/expansion";
import { temporaryFolder } from "@/tests/integration/support/command";
import { waitFor } from "@/tests/integration/support/wait-for";
import { circuitShown, panel } from "./support/circuit";
import { startedSite } from "./support/site";
import { runPrompt, screenshot, tokensShown, visitorsOf } from "./support/visitor";

/*
 * What somebody asks who knows dictionaries and not this site, answered by the page alone: on texts of the golden files,
 * with the names that a first start gives by a part of the corpus. Each answer is text on the screen, within three
 * actions from the circuit.
 */

vi.setConfig({ hookTimeout: 900_000 });

/** The bundled models with every 32nd text of their corpora, which is read in as much less time. */
function modelsWithLess(): string {
  const folder = path.join(temporaryFolder(), "models");
  cpSync("models", folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const corpus = path.join(folder, name, "corpus.jsonl");
    const texts = readFileSync(corpus, "utf8").split("\n");
    writeFileSync(corpus, texts.filter((_, n) => n % 32 === 0).join("\n"));
  }
  return folder;
}

const site = startedSite({
  ...{ INDEX_CORPORA: "true", ENGINE_THREADS: "2", WORKER_RELIEF: "true" },
  MODELS_DIR: modelsWithLess(),
});
const visit = visitorsOf(site);

/** A first start reads the corpus by itself; nobody asks for it. */
beforeAll(async () => {
  const read = `select count(*)::int as count from "Assembly" where "computedAt" is not null`;
  await waitFor("the corpus to be read", async () => (await site.query(read))[0]?.count === 1, 840);
});

const goldenSchema = z.object({ text: z.string(), tokens: z.array(z.object({ text: z.string() })) });
const goldenOf = (name: string) =>
  goldenSchema.parse(JSON.parse(readFileSync(path.join("tests/golden", `${name}.json`), "utf8")));

/** Traces the attention feature of the last layer that fires most strongly on the last token. */
async function traceAttention(page: Page, text: string): Promise<void> {
  await page.goto("/");
  await tokensShown(page);
  await runPrompt(page, text);
  await page.goto(`${new URL(page.url()).pathname}?kind=attn&layer=3&sort=activation`);
  await tokensShown(page);
  await page
    .getByRole("button", { name: /^Trace attn\.3\./ })
    .first()
    .click();
  await circuitShown(page);
}

const reads = (page: Page) =>
  panel(page).getByRole("list", { name: "What each head brings, and from which token" });

test.each(["indirect-object", "name-after-a-gap", "induction"])(
  "what the feature of %s does, which token it reads through which head, and what its graph misses",
  async (golden) => {
    const { page, heard } = await visit();
    const { text, tokens } = goldenOf(golden);
    await traceAttention(page, text);
    const circuit = new URL(page.url()).pathname;

    // What does it do? Nothing to press: its name stands at the top of what is told of it, and says that a rule made it.
    await panel(page).getByText("name made by rule").first().waitFor();
    const id = (await page.locator('.node[aria-pressed="true"]').getAttribute("data-node")) ?? "";
    const named = await site.query(
      `select e."standIn" from "FeatureEvidence" e join "Dictionary" d on d.id = e."dictionaryId"
       join "DictionarySet" s on s.id = d."setId" where s.kind = 'attn' and d.layer = $1 and e.index = $2`,
      id.replace(/^attn\.|@.*$/g, "").split("."),
    );
    const name = String(named[0]?.standIn);
    expect(name).not.toBe("undefined");
    expect(await panel(page).textContent()).toContain(name);

    // Which earlier token, and through which head? Nothing to press: what its heads read stands below the name.
    const largest = reads(page).getByRole("listitem").first();
    await largest.waitFor();
    const read = await largestRead(page, circuit, id);
    expect(await largest.textContent()).toContain(`3.${read.head}`);
    expect(await largest.textContent()).toContain(tokens[read.source]?.text.trim());

    // What does the graph miss? One press, unless somebody checked it before; what is missed is marked in the graph.
    const check = page.locator(".verdict").getByRole("button", { name: "Check", exact: true });
    const verdict = page.locator(".verdict p").filter({ hasText: "Causally checked" });
    await check.or(verdict).first().waitFor();
    if (await check.isVisible()) await check.click();
    await verdict.waitFor({ timeout: 120_000 });
    const said = (await verdict.textContent()) ?? "";
    expect(said).toMatch(/largest measured effects/);
    const missed = page.locator(".node[data-missed]");
    await expect.poll(async () => (await missed.count()) > 0).toBe(said.includes("misses"));
    await screenshot(page, `newcomer-${golden}`);
    expect(heard).toEqual([]);
  },
);

/** By size, from the site's own answer: which head reads which token. */
async function largestRead(page: Page, circuit: string, nodeId: string) {
  const answer = await page.request.post(`${site.address}/api/v1${circuit}/expansions`, {
    data: { nodeId },
    headers: { origin: site.address },
  });
  const { heads } = expansionSchema.parse(await answer.json());
  const all = (heads?.table ?? []).flatMap((row, head) =>
    row.map((value, source) => ({ head, source, size: Math.abs(value) })),
  );
  const [largest] = all.sort((a, b) => b.size - a.size);
  if (!largest) throw new Error(`${nodeId} reads nothing`);
  return largest;
}
