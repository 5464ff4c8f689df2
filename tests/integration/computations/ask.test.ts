import { beforeAll, expect, test } from "vitest";
import { ask } from "@/lib/computations/ask";
import { cancel } from "@/lib/computations/cancel";
import { retry } from "@/lib/computations/retry";
import { db } from "@/lib/db/client";
import { askerNamed } from "../support/asker";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";
import { createTallyTable, tallyComputation, tallyOf } from "../support/tally";

setUpSite({ model: false });
beforeAll(createTallyTable);

test("a question asked two hundred times at once is computed once, and paid for once", async () => {
  const askers = Array.from({ length: 200 }, (_, n) => askerNamed(`asker ${n}`));
  const asked = await Promise.all(askers.map((asker) => ask(tallyComputation, { question: "one" }, asker)));
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  expect(asked.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(askers.reduce((sum, asker) => sum + asker.paid(), 0)).toBe(1);
  expect(await db().job.count({ where: { kind: "tally" } })).toBe(1);
});

test("a question that cannot be stored costs nothing and leaves no job", async () => {
  const asker = askerNamed("unlucky");
  const before = await db().job.count();
  await expect(ask(tallyComputation, { question: "\0" }, asker)).rejects.toThrow();
  expect(asker.paid()).toBe(0);
  expect(await db().job.count()).toBe(before);
});

test("what was cancelled stands, and where its kind says so is begun again by asking", async () => {
  const person = await createPerson();
  const asker = { ...askerNamed(person.id), requesterId: person.id };
  const question = { question: "again" };
  const { id } = await ask(tallyComputation, question, asker);
  expect(await cancel(tallyComputation, { id }, person.viewer)).toEqual({ cancelled: true });
  expect(await ask(tallyComputation, question, asker)).toEqual({ id, isNew: false });
  const { jobId } = await tallyOf(id);
  const status = async () => (await db().job.findUniqueOrThrow({ where: { id: jobId } })).status;
  expect(await status()).toBe("cancelled");
  expect(asker.paid()).toBe(1);

  const eager = { ...tallyComputation, askedAgain: "begins-again" as const };
  await Promise.all(Array.from({ length: 20 }, () => ask(eager, question, asker)));
  expect(await status()).toBe("queued");
  expect(asker.paid()).toBe(2);
});

test("a retry of what is not there is answered with that", async () => {
  const { viewer } = await createPerson();
  const absent = { id: "00000000-0000-7000-8000-000000000000" };
  await expect(retry(tallyComputation, absent, viewer)).rejects.toMatchObject({ code: "not-found" });
  await expect(cancel(tallyComputation, absent, viewer)).rejects.toMatchObject({ code: "not-found" });
});
