import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/runs/[id]/specific-features/route";
import { db } from "@/lib/db/client";
import { encodeFeatures } from "@/lib/features/feature-codec";
import { createExampleRun } from "@/lib/runs/create-run";
import { findByActivation } from "@/lib/search/find-by-activation";
import { nameFeatures } from "../support/named-features";
import { call } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

/** A finished run of four tokens, at which features of the attention dictionary of layer 2 fire as is said. */
async function runOf(
  fires: readonly [position: number, index: number, activation: number][],
): Promise<string> {
  const { id } = await createExampleRun({ model: "storybook-4l", text: `A text ${crypto.randomUUID()}` });
  const features = encodeFeatures(4, [
    {
      ...{ kind: "attn", layer: 2 },
      positions: Uint32Array.from(fires.map(([position]) => position)),
      indices: Uint32Array.from(fires.map(([, index]) => index)),
      activations: Float32Array.from(fires.map(([, , activation]) => activation)),
    },
  ]);
  await db().run.update({
    where: { id },
    data: { features, featureCount: fires.length, predictions: [], computedAt: new Date() },
  });
  return id;
}

test("features that fire at the chosen tokens are found, those that fire elsewhere or often last, with the number that says so", async () => {
  await nameFeatures({ 5: "rare, only there", 6: "rare, everywhere in the text" }, { density: 1 / 1024 });
  await nameFeatures({ 7: "frequent, only there" }, { density: 1 / 4 });
  const run = await runOf([
    [1, 5, 0.5],
    [1, 6, 1],
    [1, 7, 0.5],
    [1, 8, 9],
    [2, 6, 0.5],
    [3, 6, 0.5],
  ]);
  const { features, unmeasured } = await findByActivation(run, [1]);
  expect(features.map(({ index, specificity }) => [index, specificity])).toEqual([
    // All have a largest activation of 1: (0.5 - 0) x 10 bits, (1 - 0.5) x 10 bits, (0.5 - 0) x 2 bits.
    ...[
      [5, 5],
      [6, 5],
      [7, 1],
    ],
  ]);
  expect(features[0]).toMatchObject({ name: "rare, only there", there: 0.5, elsewhere: 0 });
  // Nobody knows how rare it is.
  expect(unmeasured).toBe(1);
  // What fires everywhere else more is not what was asked for.
  expect((await findByActivation(run, [2])).features).toEqual([]);
});

test("over several tokens the mean counts, each once however often it is named", async () => {
  const run = await runOf([
    [1, 5, 1],
    [2, 6, 1],
    [3, 6, 1],
  ]);
  const found = await findByActivation(run, [2, 3, 3, 2]);
  expect(found.features.map(({ index, there }) => [index, there])).toEqual([[6, 1]]);
});

test("tokens that are not there, none, too many, and runs that are not or not yet ready are refused", async () => {
  const run = await runOf([[1, 5, 1]]);
  const refused = (asked: Promise<unknown>, code: string) => expect(asked).rejects.toMatchObject({ code });
  await refused(findByActivation(run, []), "invalid-input");
  await refused(
    findByActivation(
      run,
      Array.from({ length: 33 }, (_, n) => n),
    ),
    "invalid-input",
  );
  for (const position of [4, -1, 1.5, Number.NaN])
    await refused(findByActivation(run, [position]), "not-found");
  for (const id of ["x", crypto.randomUUID(), "\0"]) await refused(findByActivation(id, [1]), "not-found");
  const { id } = await createExampleRun({ model: "storybook-4l", text: "A text that nobody runs" });
  await refused(findByActivation(id, [1]), "conflict");
});

test("a program is told the same by a route, each feature with its set and its page", async () => {
  const run = await runOf([
    [1, 5, 0.5],
    [2, 6, 1],
    [3, 6, 1],
  ]);
  const asked = (query: string, id = run) =>
    call(GET, { path: `/api/v1/runs/${id}/specific-features?${query}`, params: { id } });
  const found = await (await asked("at=2&at=3")).json();
  expect(found).toMatchObject({
    features: [{ kind: "attn", layer: 2, index: 6, set: "attn", there: 1, elsewhere: 0 }],
    unmeasured: 0,
  });
  expect(found.features[0].url).toBe("/features/storybook-4l/attn/2/6");
  expect(found.features[0].specificity).toBe((await findByActivation(run, [2, 3])).features[0]?.specificity);
  const many = Array.from({ length: 33 }, (_, n) => `at=${n}`).join("&");
  for (const query of ["", "at=", "at=-1", "at=1.5", "at=x", "at=%00", many])
    expect([query, (await asked(query)).status]).toEqual([query, 400]);
  expect((await asked("at=4")).status).toBe(404);
  expect((await asked("at=1", crypto.randomUUID())).status).toBe(404);
  const { id } = await createExampleRun({ model: "storybook-4l", text: "Another that nobody runs" });
  expect((await asked("at=1", id)).status).toBe(409);
});
