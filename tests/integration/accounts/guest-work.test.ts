import { expect, test } from "vitest";
import { POST as cancelRun } from "@/app/api/v1/runs/[id]/cancel/route";
import { POST as retryRun } from "@/app/api/v1/runs/[id]/retry/route";
import { POST as createRun } from "@/app/api/v1/runs/route";
import { adoptGuestWork } from "@/lib/auth/adopt-guest-work";
import { guestCookieName, guestDays } from "@/lib/auth/guest-browser";
import { db } from "@/lib/db/client";
import { chargeWork } from "@/lib/jobs/charge-work";
import { runAllowance, workAllowance } from "@/lib/limits/allowances";
import { getAllowance } from "@/lib/limits/daily-allowance";
import { findRuns } from "@/lib/runs/find-runs";
import { housekeeping } from "@/workers/housekeeping";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { GUEST_RUNS_PER_DAY: "200", GUEST_JOBS_WAITING: "200" } });

let asked = 0;

/** A guest's browser asks for a run; `secret` is what it has from before. */
async function askAsGuest({ secret, text = `Text ${asked++}.` }: { secret?: string; text?: string } = {}) {
  const response = await call(createRun, {
    method: "POST",
    path: "/api/v1/runs",
    body: { model: "storybook-4l", text },
    headers: secret ? { cookie: `${guestCookieName()}=${secret}` } : {},
  });
  const { id }: { id: string } = await response.json();
  const cookie = response.headers.get("set-cookie");
  return {
    id,
    text,
    cookie,
    secret: /^circuit-commons.guest=([^;]+)/.exec(cookie ?? "")?.[1] ?? secret ?? "",
  };
}
const ownRuns = async ({ id }: Person) => (await findRuns({ requesterId: id })).items.map((run) => run.id);
const cancel = (id: string, person: Person) =>
  call(cancelRun, { method: "POST", path: `/api/v1/runs/${id}/cancel`, params: { id }, person });

test("a guest's first question gives their browser a secret that scripts and other sites never see, and the next none", async () => {
  const first = await askAsGuest();
  expect(first.cookie).toMatch(/^circuit-commons.guest=[\w-]{43}; /);
  for (const attribute of ["Path=/", "HttpOnly", "SameSite=lax", `Max-Age=${guestDays * 86_400}`])
    expect(first.cookie).toContain(attribute);
  expect((await askAsGuest({ secret: first.secret })).cookie).toBeNull();
  const { secretHash } = await db().guestWork.findFirstOrThrow({ where: { job: { run: { id: first.id } } } });
  expect(Buffer.from(secretHash).toString("latin1")).not.toContain(first.secret);
});

test("what stands already, and what a member asks for, makes no cookie", async () => {
  const { text } = await askAsGuest();
  expect((await askAsGuest({ text })).cookie).toBeNull();
  const person = await createPerson();
  const response = await call(createRun, {
    ...{ method: "POST", path: "/api/v1/runs", person },
    body: { model: "storybook-4l", text: "A member's own." },
  });
  expect(response.headers.get("set-cookie")).toBeNull();
});

test("who signs in finds what this browser asked for among their own, and can stop it", async () => {
  const { id, secret } = await askAsGuest();
  const again = await askAsGuest({ secret });
  const elsewhere = await askAsGuest();
  const person = await createPerson();
  expect((await cancel(id, person)).status).toBe(404);
  expect(await adoptGuestWork({ userId: person.id, secret })).toBe(2);
  expect(await ownRuns(person)).toEqual([again.id, id]);
  expect(await ownRuns(person)).not.toContain(elsewhere.id);
  expect(await (await cancel(id, person)).json()).toEqual({ cancelled: true });
  expect((await cancel(elsewhere.id, person)).status).toBe(404);
});

test("the same address proves nothing: another browser behind it takes nothing", async () => {
  const { id } = await askAsGuest();
  const person = await createPerson();
  for (const secret of ["", "x".repeat(43), id])
    expect(await adoptGuestWork({ userId: person.id, secret })).toBe(0);
  expect(await ownRuns(person)).toEqual([]);
});

test("of two who sign in with one secret the first has it all, however close together", async () => {
  const { id, secret } = await askAsGuest();
  const people = [await createPerson(), await createPerson()];
  const taken = await Promise.all(people.map(({ id: userId }) => adoptGuestWork({ userId, secret })));
  expect(taken.sort()).toEqual([0, 1]);
  const owners = await Promise.all(people.map(ownRuns));
  expect(owners.flat()).toEqual([id]);
});

test("adopting again changes nothing", async () => {
  const { id, secret } = await askAsGuest();
  const person = await createPerson();
  await adoptGuestWork({ userId: person.id, secret });
  expect(await adoptGuestWork({ userId: person.id, secret })).toBe(0);
  expect(await ownRuns(person)).toEqual([id]);
});

test("what is a member's stays theirs, and what another guest began again is that guest's to stop", async () => {
  const [owner, later] = [await createPerson(), await createPerson()];
  const first = await askAsGuest();
  await adoptGuestWork({ userId: owner.id, secret: first.secret });
  await cancel(first.id, owner);
  const second = await askAsGuest();
  await call(retryRun, {
    ...{ method: "POST", path: `/api/v1/runs/${first.id}/retry`, params: { id: first.id } },
    headers: { cookie: `${guestCookieName()}=${second.secret}` },
  });
  await adoptGuestWork({ userId: later.id, secret: second.secret });
  expect(await ownRuns(owner)).toEqual([first.id]);
  expect(await ownRuns(later)).toEqual([second.id]);
  expect((await cancel(first.id, owner)).status).toBe(404);
  expect(await (await cancel(first.id, later)).json()).toEqual({ cancelled: true });
});

test("who begins another guest's failed question again gets no part of it, whether its asker is still known or not", async () => {
  const [owner, later] = [await createPerson(), await createPerson()];
  const [known, forgotten] = [await askAsGuest(), await askAsGuest()];
  const { secret } = await askAsGuest();
  const failed = { status: "failed" as const, error: "It broke." };
  await db().job.updateMany({ where: { run: { id: { in: [known.id, forgotten.id] } } }, data: failed });
  await db().guestWork.deleteMany({ where: { job: { run: { id: forgotten.id } } } });
  for (const { id } of [known, forgotten]) {
    const response = await call(retryRun, {
      ...{ method: "POST", path: `/api/v1/runs/${id}/retry`, params: { id } },
      headers: { cookie: `${guestCookieName()}=${secret}` },
    });
    expect(response.status).toBe(200);
  }
  await adoptGuestWork({ userId: later.id, secret });
  expect(await ownRuns(later)).not.toContain(known.id);
  expect(await ownRuns(later)).not.toContain(forgotten.id);
  // What they had begun is theirs to stop.
  expect(await (await cancel(forgotten.id, later)).json()).toEqual({ cancelled: true });
  await adoptGuestWork({ userId: owner.id, secret: known.secret });
  expect(await ownRuns(owner)).toEqual([known.id]);
});

test("who asks a question that was let go of, and that is nobody's, has asked it", async () => {
  const first = await askAsGuest();
  await db().guestWork.deleteMany({ where: { job: { run: { id: first.id } } } });
  await db().job.updateMany({ where: { run: { id: first.id } }, data: { status: "expired" } });
  const again = await askAsGuest({ text: first.text });
  expect(again.id).toBe(first.id);
  const person = await createPerson();
  await adoptGuestWork({ userId: person.id, secret: again.secret });
  expect(await ownRuns(person)).toEqual([first.id]);
});

test("what was asked for too long ago is adopted by nobody, and forgotten", async () => {
  const { id, secret } = await askAsGuest();
  const tooLongAgo = new Date(Date.now() - (guestDays + 1) * 86_400_000);
  await db().guestWork.updateMany({ where: { job: { run: { id } } }, data: { createdAt: tooLongAgo } });
  const person = await createPerson();
  expect(await adoptGuestWork({ userId: person.id, secret })).toBe(0);
  expect(await ownRuns(person)).toEqual([]);
  expect(await db().guestWork.count({ where: { job: { run: { id } } } })).toBe(0);
});

test("housekeeping forgets which browser asked for what a browser is no longer known for, and nothing sooner", async () => {
  const [old, recent] = [await askAsGuest(), await askAsGuest()];
  const now = new Date();
  const tooLongAgo = new Date(now.getTime() - (guestDays + 1) * 86_400_000);
  await db().guestWork.updateMany({
    where: { job: { run: { id: old.id } } },
    data: { createdAt: tooLongAgo },
  });
  await housekeeping(now);
  expect(await db().guestWork.count({ where: { job: { run: { id: old.id } } } })).toBe(0);
  expect(await db().guestWork.count({ where: { job: { run: { id: recent.id } } } })).toBe(1);
  expect(await db().run.count({ where: { id: old.id } })).toBe(1);
});

test("a new cookie renews no allowance, and what was begun as a guest is not charged to the member", async () => {
  const { id, secret } = await askAsGuest();
  const { job } = await db().run.findUniqueOrThrow({ where: { id }, select: { job: true } });
  const payer = { kind: "guest" as const, key: job?.asker ?? "" };
  const { left } = await getAllowance(runAllowance(), payer);
  await askAsGuest();
  expect((await getAllowance(runAllowance(), payer)).left).toBe(left - 1);
  const person = await createPerson();
  await adoptGuestWork({ userId: person.id, secret });
  const adopted = await db().job.findUniqueOrThrow({ where: { id: job?.id ?? "" } });
  const before = await getAllowance(workAllowance(), payer);
  await chargeWork(adopted, 5);
  expect((await getAllowance(workAllowance(), payer)).left).toBe(before.left - 5);
  const own = await getAllowance(workAllowance(), person.viewer);
  expect(own.left).toBe(own.perDay);
});

test("a cookie that is none of ours makes another, and breaks nothing", async () => {
  for (const secret of ["short", "x".repeat(4_000), "a b", "é".repeat(43)]) {
    const { cookie } = await askAsGuest({ secret: encodeURIComponent(secret) });
    expect(cookie).toMatch(/^circuit-commons.guest=[\w-]{43};/);
  }
});
