import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/lib/db/client";
import { proposeLabel } from "@/lib/labels/propose-label";
import { answerHand } from "@/tests/integration/support/blind-answers";
import { temporaryFolder } from "@/tests/integration/support/command";
import { sideOfFeature } from "@/tests/integration/support/labels";
import { startedSite } from "./support/site";
import { faultsOf, signUp, visitorsOf, widths } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);

beforeAll(() => {
  process.env.DATABASE_URL = site.databaseUrl();
});
afterAll(closeDatabase);

test("a moderator looks through a file, takes it and undoes it with a reason that the log has; others have no such page", async () => {
  const file = path.join(temporaryFolder(), "explanations.jsonl");
  const rows = ["names of people", "names of people", "words for weather"].map((description, index) => ({
    ...{ modelId: "gpt2-small", layer: "5-att-kk", index: String(index === 1 ? 0 : index), description },
  }));
  writeFileSync(file, `${rows.map((row) => JSON.stringify(row)).join("\n")}\nno json\n`);
  const moderator = await visit();
  const { page } = moderator;
  await signUp(page, "imports-labels");
  await page.goto("/moderation/label-imports");
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.getByRole("heading", { name: "Imports of labels" }).count()).toBe(0);
  // What is no page of theirs is a 404, which the browser says.
  moderator.heard.length = 0;
  await site.query(`update "User" set role = 'moderator' where handle = 'imports-labels'`);
  await page.goto("/moderation/label-imports");
  await page.getByLabel("File").setInputFiles(file);
  await page.getByRole("button", { name: "Look through it" }).click();
  await page.getByText("3 of no dictionary that is here").waitFor();
  await page
    .getByLabel("Rows that do not tell their dictionary are of")
    .selectOption({ label: "storybook-4l, attn, layer 3" });
  await page.getByRole("button", { name: "Look through it" }).click();
  await page.getByText("4 rows: 2 would be taken").waitFor();
  expect(await faultsOf(moderator, "label-import-looked-through")).toEqual([]);
  await page.getByRole("button", { name: "Take 2 labels" }).click();
  await page.getByText("It is taken, and can be undone below.").waitFor();
  await page.getByText("2 of its labels stand").waitFor();
  await page.getByText("Undo it").click();
  await page.getByLabel("Why").fill("It is of another model.");
  expect(await faultsOf(moderator, "label-import-undo")).toEqual([]);
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await page.getByText("It is of another model.", { exact: false }).waitFor();
  await page.getByText("0 of its labels stand").waitFor();
  expect(await db().label.count({ where: { withdrawnAt: null } })).toBe(0);
  await page.goto("/moderation/log?kind=undo");
  await page.getByText("It is of another model.").waitFor();
  expect(await faultsOf(moderator, "label-import-log")).toEqual([]);
});

test("a guest reads what labels are worth and whose hold, and who asks not to be listed is not", async () => {
  const empty = await visit();
  for (const address of ["/data/labels", "/users"]) {
    await empty.page.goto(address);
    expect(await faultsOf(empty, `empty${address.replaceAll("/", "-")}`)).toEqual([]);
  }
  await empty.page.goto("/data/labels");
  await empty.page.getByText("Nothing can be said yet").waitFor();
  const author = await visit();
  await signUp(author.page, "writes-labels");
  const { id: authorId } = await db().user.findUniqueOrThrow({ where: { handle: "writes-labels" } });
  const raters = await Promise.all(
    ["tells-one", "tells-two"].map((handle) => db().user.create({ data: { handle } })),
  );
  const evidence = { examples: [], circuits: [] };
  for (let index = 700; index < 720; index++)
    for (const source of ["person", "import"] as const) {
      const of = await sideOfFeature(index);
      const text = `says ${source} of ${index}`;
      const { id: labelId } = await proposeLabel({ of, authorId, source, text, rationale: "", evidence });
      for (const { id: raterId } of raters)
        await answerHand(
          { labelId, raterId },
          Array.from({ length: 12 }, (_, n) => {
            const fires = n % 2 === 0;
            return {
              stratum: fires ? { is: "band", band: n % 4, windows: 100 } : { is: "random" },
              ...{ fires, says: source === "import" && n < 4 ? !fires : fires },
            };
          }),
        );
    }
  for (const look of widths) {
    const guest = await visit(look);
    const { page } = guest;
    const name = String(look.width);
    await page.goto("/data/labels");
    await page.getByText("People's labels score higher").waitFor();
    expect(await faultsOf(guest, `label-scores-${name}`)).toEqual([]);
    await page.goto("/users");
    await page.getByRole("link", { name: "writes-labels" }).waitFor();
    await page.getByRole("link", { name: "tells-two" }).waitFor();
    expect(await faultsOf(guest, `people-${name}`)).toEqual([]);
  }
  await author.page.goto("/settings");
  const choice = author.page.getByLabel("Show me among people by the quality");
  await choice.uncheck();
  await author.page.getByRole("button", { name: "Save the choice" }).click();
  await author.page.getByText("Saved.").waitFor();
  expect(await faultsOf(author, "settings-listing")).toEqual([]);
  await expect
    .poll(async () => {
      await empty.page.goto("/users");
      return empty.page.getByRole("link", { name: "writes-labels" }).count();
    })
    .toBe(0);
});
