import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { giftLines } from "@/tests/integration/support/gift-lines";
import { sharedSite } from "./support/shared-site";
import { faultsOf, signUp, visitorsOf } from "./support/visitor";

const visitor = visitorsOf(sharedSite());
const patience = 600_000;

async function post<Answer extends object>(page: Page, address: string, data: object): Promise<Answer> {
  const response = await page.request.post(address, { data, timeout: 120_000 });
  if (!response.ok()) throw new Error(`${address}: ${await response.text()}`);
  return response.json();
}

async function ready(page: Page, address: string): Promise<void> {
  const status = async () => (await (await page.request.get(address)).json()).status;
  await expect.poll(status, { timeout: 120_000, interval: 500 }).toBe("ready");
}

/** A circuit of the family's second prompt, which no other file asks about. */
async function trace(page: Page, target: string): Promise<string> {
  const text = "When Tom and Lucy went to the store, Lucy gave a drink to";
  const run = await post<{ id: string }>(page, "/api/v1/runs", { model: "storybook-4l", text });
  await ready(page, `/api/v1/runs/${run.id}`);
  const asked = { runId: run.id, target, threshold: 0.02, edgeThreshold: 0.001 };
  const { id } = await post<{ id: string }>(page, "/api/v1/circuits", asked);
  await ready(page, `/api/v1/circuits/${id}`);
  return id;
}

test(
  "somebody evaluates a circuit over a family, waits for it, and reads it side by side, as curves, by prompt and as JSON",
  async () => {
    const reader = await visitor();
    const { page } = reader;
    await signUp(page, "evaluations-ada");
    const source = { source: giftLines, title: "Who gets the drink", isPublic: false };
    const family = await post<{ id: string }>(page, "/api/v1/families", source);
    const circuit = await trace(page, "logit-diff.520-597@14");
    await page.goto(`/circuits/${circuit}`);
    await page.getByRole("link", { name: "Evaluate it over a prompt family" }).click();
    await page.getByRole("link", { name: "Who gets the drink" }).click();
    await page.getByRole("combobox", { name: /^Prompts/ }).selectOption("both");
    expect(await faultsOf(reader, "evaluation-form")).toEqual([]);
    for (const name of [/^zero/, /^mean/, /^counterfactual/])
      await page.getByRole("checkbox", { name }).uncheck();
    await page.getByRole("button", { name: "Evaluate", exact: true }).click();
    await page.getByText("Choose at least one ablation.").waitFor();
    for (const name of [/^zero/, /^mean/, /^counterfactual/])
      await page.getByRole("checkbox", { name }).check();
    await page.getByRole("button", { name: "Evaluate", exact: true }).click();
    await page.waitForURL(/\/evaluations\/[0-9a-f-]{36}/);
    await page.getByRole("heading", { name: "Necessary and sufficient" }).waitFor({ timeout: 240_000 });

    const { pathname } = new URL(page.url());
    const document = await (await page.request.get(`/api/v1${pathname}/document`)).json();
    expect(document.byPrompt).toHaveLength(3);
    const value = (name: RegExp) =>
      page
        .getByRole("row", { name })
        .locator("data")
        .evaluateAll((all) => all.map((each) => each.getAttribute("value")));
    const of = (
      read: (outcome: {
        sufficiency: { share: number; random: { percentile: number } };
        necessity: { share: number };
        errors: { share: number };
        areas: { cpr: number };
      }) => number,
    ) => document.byAblation.map((outcome: Parameters<typeof read>[0]) => String(read(outcome)));
    expect(await value(/^Sufficiency/)).toEqual(of(({ sufficiency }) => sufficiency.share));
    expect(await value(/less faithful$|less faithful /)).toEqual(
      of(({ sufficiency }) => sufficiency.random.percentile),
    );
    expect(await value(/^Necessity/)).toEqual(of(({ necessity }) => necessity.share));
    expect(await value(/error terms carry/)).toEqual(of(({ errors }) => errors.share));
    expect(await value(/^CPR/)).toEqual(of(({ areas }) => areas.cpr));
    expect(await page.getByRole("img", { name: /^Faithfulness by size/ }).count()).toBe(3);
    expect(await page.locator(".curve-random").count()).toBe(300);
    await page.getByRole("row", { name: /^3\. When Anna and Dave/ }).waitFor();
    expect(await faultsOf(reader, "evaluation")).toEqual([]);

    const phone = await visitor({ width: 390, scheme: "dark" });
    await phone.page.context().addCookies(await page.context().cookies());
    await phone.page.goto(pathname);
    await phone.page.getByRole("heading", { name: "Necessary and sufficient" }).waitFor();
    expect(await faultsOf(phone, "evaluation-phone-dark")).toEqual([]);

    // The family is their own, and so is what was computed over it.
    const guest = await visitor();
    expect((await guest.page.goto(pathname))?.status()).toBe(404);
    await page.goto(`/families/${family.id}`);
    await page.getByRole("link", { name: /logit-diff\.520-597@14/ }).click();
    await page.waitForURL(`**${pathname}`);
  },
  patience,
);

test(
  "what cannot be evaluated says why before anything is asked",
  async () => {
    const { page } = await visitor();
    await page.goto("/evaluations/new");
    await page.getByText("Choose a circuit first.").waitFor();
    await signUp(page, "evaluations-grace");
    const circuit = await trace(page, "logit-diff.520-597@14");
    const graph = await (await page.request.get(`/api/v1/circuits/${circuit}/graph`)).json();
    const feature = graph.nodes.find(({ id }: { id: string }) => /^attn\.\d/.test(id))?.id;
    const ofFeature = await trace(page, feature);
    await page.goto(`/evaluations/new?circuit=${ofFeature}`);
    await page.getByText("This circuit cannot be evaluated.").waitFor();
    await page.getByText(/, a feature\. Circuits of predictions are evaluated/).waitFor();
    const days = JSON.stringify({ text: "[D:Monday] then", answer: " Tom", distractor: " Lucy" });
    const other = await post<{ id: string }>(page, "/api/v1/families", {
      ...{ source: days, title: "Another text", isPublic: false },
    });
    await page.goto(`/evaluations/new?circuit=${circuit}&family=${other.id}&version=1`);
    await page.getByText("This family does not fit the circuit.").waitFor();
  },
  patience,
);
