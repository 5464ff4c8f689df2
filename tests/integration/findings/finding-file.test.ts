import { expect, test } from "vitest";
import { PUT as publish, DELETE as withdraw } from "@/app/api/v1/findings/[id]/publication/route";
import { GET as file } from "@/app/api/v1/findings/[id]/versions/[version]/file/route";
import { POST as create } from "@/app/api/v1/findings/route";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { checkClaims } from "@/lib/finding-format/check-claims";
import { readFindingFile } from "@/lib/finding-format/finding-file";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

test("a version is had whole, with what was checked of it, and every part is what its hash is of", async () => {
  const author = await createPerson();
  await db().user.update({ where: { id: author.id }, data: { name: "Zoë </script> \u{1f600}" } });
  const [[, circuit] = []] = goldenCircuits();
  if (!circuit) throw new Error("there is no golden circuit");
  const circuitId = await createFinishedCircuit();
  await db().circuit.update({ where: { id: circuitId }, data: { graph: packDocument(circuit) } });
  const computedAt = new Date("2026-11-28T10:00:00.000Z");
  const result = { value: 1, points: [{ id: "mlp.1.2@3", predicted: 1, measured: 2 }], nodeCount: 1 };
  await db().causalCheck.create({
    data: { circuitId, frozen: true, computedAt, result: { ...result, pearson: null, spearman: null } },
  });
  await db().verification.create({ data: { circuitId, passed: true, largestDifference: 1e-6, computedAt } });
  // Under way: nothing is said of it.
  await db().causalCheck.create({ data: { circuitId, frozen: false } });
  const content = { title: "A title", body: "What it *shows*.\n", tags: ["ioi"], state: "" };
  const body = { circuitId, ...content };
  const { id } = await (await call(create, { method: "POST", person: author, body })).json();
  const at = { params: { id, version: "1" } };
  for (const person of [undefined, author])
    expect((await call(file, { ...at, ...(person && { person }) })).status).toBe(404);
  await call(publish, { method: "PUT", params: { id }, person: author });

  const answer = await call(file, at);
  expect(answer.status).toBe(200);
  const read = readFindingFile(JSON.parse(await answer.text()));
  expect(checkClaims(read, read.contentHash).filter(({ agrees }) => !agrees)).toEqual([]);
  expect(read).toMatchObject({
    circuit,
    content: { finding: id, version: 1, title: content.title, writeUp: content.body, tags: ["ioi"] },
    verification: { passed: true, largestDifference: 1e-6, at: "2026-11-28T10:00:00.000Z" },
    causalChecks: [{ frozen: true, at: "2026-11-28T10:00:00.000Z", result }],
  });
  expect(read.content.authors).toEqual([{ handle: author.handle, name: "Zoë </script> \u{1f600}" }]);

  await call(withdraw, { method: "DELETE", params: { id }, person: author });
  expect((await call(file, at)).status).toBe(410);
});
