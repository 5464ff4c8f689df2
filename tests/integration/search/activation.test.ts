import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { encodeFeatures } from "@/lib/features/feature-codec";
import { createExampleRun } from "@/lib/runs/create-run";
import { findByActivation } from "@/lib/search/find-by-activation";
import { nameFeatures } from "../support/named-features";
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
