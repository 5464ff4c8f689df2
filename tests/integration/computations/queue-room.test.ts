import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer-type";
import { ask } from "@/lib/computations/ask";
import { askerOf, theSite } from "@/lib/computations/asker";
import { retry } from "@/lib/computations/retry";
import { db } from "@/lib/db/client";
import { getAllowance } from "@/lib/limits/daily-allowance";
import { createPerson, guest } from "../support/people";
import { setUpSite } from "../support/site";
import { createTallyTable, tallyComputation, tallyOf } from "../support/tally";

const [guestRoom, memberRoom] = [4, 7];

setUpSite({
  model: false,
  env: { GUEST_JOBS_WAITING: String(guestRoom), MEMBER_JOBS_WAITING: String(memberRoom) },
});
beforeAll(createTallyTable);

const nightlyComputation = { ...tallyComputation, kind: "nightly", lane: "background" as const };
const full = { code: "too-many-requests", details: { retryAfterSeconds: expect.any(Number) } };
let questions = 0;

type MadeUp = typeof tallyComputation | typeof nightlyComputation;

function askFor(viewer: Viewer | null, computation: MadeUp = tallyComputation) {
  const asker = viewer ? askerOf(viewer) : theSite;
  return ask(computation, { question: `question ${questions++}` }, asker);
}

const paidBy = async (viewer: Viewer) => {
  const { perDay, left } = await getAllowance(tallyComputation.allowance(), viewer);
  return perDay - left;
};

async function end(id: string, status: "succeeded" | "failed"): Promise<void> {
  const { jobId } = await tallyOf(id);
  await db().job.update({ where: { id: jobId }, data: { status } });
}

test.each([
  ["a guest", guestRoom, async () => guest("at once")],
  ["a member", memberRoom, async () => (await createPerson()).viewer],
])(
  "of what %s asks at the same moment only so much waits, and what is refused is not paid for",
  async (_, room, who) => {
    const viewer = await who();
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => askFor(viewer)));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(room);
    for (const each of asked) if (each.status === "rejected") expect(each.reason).toMatchObject(full);
    expect(await paidBy(viewer)).toBe(room);
    const key = viewer.kind === "member" ? viewer.id : viewer.key;
    expect(await db().job.count({ where: { asker: key } })).toBe(room);
  },
);

test("a refusal says how many wait; what stands is answered, and there is room again once one is done, however it ended", async () => {
  const viewer = guest("patient");
  const first = { question: "the first" };
  const { id } = await ask(tallyComputation, first, askerOf(viewer));
  const others = [await askFor(viewer), await askFor(viewer), await askFor(viewer)];
  await expect(askFor(viewer)).rejects.toThrow(
    /^4 of your computations are waiting or under way.*Ask again when/,
  );
  expect(await ask(tallyComputation, first, askerOf(viewer))).toEqual({ id, isNew: false });
  await askFor(guest("somebody else"));
  await end(id, "succeeded");
  others.push(await askFor(viewer));
  await end(others[0]?.id ?? "", "failed");
  await askFor(viewer);
  await expect(askFor(viewer)).rejects.toMatchObject(full);
});

test("the lanes share one room", async () => {
  const viewer = guest("in every lane");
  const lanes = [tallyComputation, nightlyComputation];
  const asked = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) => askFor(viewer, lanes[n % 2] ?? tallyComputation)),
  );
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(guestRoom);
});

test("what failed is begun again where there is room, and else refused and not paid for", async () => {
  const viewer = guest("again");
  const { id } = await askFor(viewer);
  await end(id, "failed");
  for (let n = 0; n < guestRoom; n++) await askFor(viewer);
  const paid = await paidBy(viewer);
  await expect(retry(tallyComputation, { id }, viewer)).rejects.toMatchObject(full);
  expect(await paidBy(viewer)).toBe(paid);
  const { jobId } = await tallyOf(id);
  expect(await db().job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({ status: "failed" });
  await db().job.updateMany({
    where: { asker: "guest-again", status: "queued" },
    data: { status: "succeeded" },
  });
  await retry(tallyComputation, { id }, viewer);
  expect(await db().job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({ status: "queued" });
});

test("a divided job takes the room of one, however many parts it has", async () => {
  const viewer = guest("in parts");
  const { id } = await askFor(viewer);
  const { jobId } = await tallyOf(id);
  const { kind, lane, asker, attemptLimit } = await db().job.update({
    where: { id: jobId },
    data: { status: "divided", parts: 20 },
  });
  await db().job.createMany({
    data: Array.from({ length: 20 }, (_, part) => ({
      kind,
      lane,
      asker,
      attemptLimit,
      parentId: jobId,
      part,
    })),
  });
  for (let n = 1; n < guestRoom; n++) await askFor(viewer);
  await expect(askFor(viewer)).rejects.toMatchObject(full);
});

test("the site asks for as much as it needs", async () => {
  for (let n = 0; n < memberRoom + 1; n++) await askFor(null);
});
