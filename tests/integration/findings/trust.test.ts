import { expect, test } from "vitest";
import { POST as create } from "@/app/api/v1/findings/route";
import { db } from "@/lib/db/client";
import { findFindingsOfAuthor } from "@/lib/findings/find-findings";
import { getFinding } from "@/lib/findings/get-finding";
import { findTrust } from "@/lib/trust/find-trust";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();
const at = new Date("2026-01-02T03:04:05Z");
const points = [
  { id: "mlp.0.1@2", predicted: 1, measured: 2 },
  { id: "mlp.0.2@2", predicted: 1, measured: -1 },
];
const result = (pearson: number | null) => ({ value: 3, points, nodeCount: 2, pearson, spearman: null });

test("verified and causally checked are two things, each told of the circuit it was done to", async () => {
  const [verified, checked, untouched] = [
    await createFinishedCircuit(),
    await createFinishedCircuit(),
    await createFinishedCircuit(),
  ];
  await db().verification.create({ data: { circuitId: verified, passed: true, computedAt: at } });
  await db().causalCheck.create({
    data: { circuitId: checked, frozen: false, computedAt: at, result: result(0.5) },
  });
  const trust = await findTrust([verified, checked, untouched, verified]);
  expect(trust.get(verified)).toEqual({ verified: { passed: true, at }, checked: [] });
  expect(trust.get(checked)).toEqual({
    verified: null,
    checked: [{ frozen: false, at, pearson: 0.5, features: 2 }],
  });
  expect(trust.get(untouched)).toEqual({ verified: null, checked: [] });
  expect(await findTrust([])).toEqual(new Map());
});

test("the last verification that came to an end counts, and a check under way tells nothing yet", async () => {
  const circuitId = await createFinishedCircuit();
  await db().verification.create({ data: { circuitId, passed: true, computedAt: at } });
  await db().verification.create({ data: { circuitId, passed: false, computedAt: at } });
  await db().verification.create({ data: { circuitId } });
  await db().causalCheck.create({ data: { circuitId, frozen: false } });
  await db().causalCheck.create({ data: { circuitId, frozen: true, computedAt: at, result: result(null) } });
  expect((await findTrust([circuitId])).get(circuitId)).toEqual({
    verified: { passed: false, at },
    checked: [{ frozen: true, at, pearson: null, features: 2 }],
  });
});

test("a finding says both of its circuit, alone and in a list", async () => {
  const author = await createPerson();
  const circuitId = await createFinishedCircuit();
  await db().verification.create({ data: { circuitId, passed: true, computedAt: at } });
  await db().causalCheck.create({ data: { circuitId, frozen: false, computedAt: at, result: result(0.25) } });
  const body = { circuitId, title: "Who gets it", body: "", tags: [], state: "" };
  const { id } = await (await call(create, { method: "POST", person: author, body })).json();
  const says = {
    verified: { passed: true, at },
    checked: [{ frozen: false, at, pearson: 0.25, features: 2 }],
  };
  expect((await getFinding({ findingId: id, viewer: author.viewer })).trust).toEqual(says);
  const { items } = await findFindingsOfAuthor({ authorId: author.id });
  expect(items.map(({ trust }) => trust)).toEqual([says]);
});
