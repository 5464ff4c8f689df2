import { expect, test, vi } from "vitest";
import { deleteAccount } from "@/lib/account-data/delete-account";
import { db } from "@/lib/db/client";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { changeRole, removeMember } from "@/lib/projects/change-members";
import { createProject } from "@/lib/projects/create-project";
import { deleteProject } from "@/lib/projects/delete-project";
import { findMembers } from "@/lib/projects/find-members";
import { findProjects } from "@/lib/projects/find-projects";
import { getProject } from "@/lib/projects/get-project";
import { findInvitations, invite, revokeInvitation } from "@/lib/projects/invite";
import { createPerson, guest, type Person } from "../support/people";
import { anyProject, beginProject, join } from "../support/projects";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 60_000 });
setUpSite();

const people = (count: number) => Promise.all(Array.from({ length: count }, () => createPerson()));
const secretOf = (slug: string, owner: Person, uses = 1, role: "member" | "owner" = "member") =>
  invite({ slug, ownerId: owner.id, role, uses });
const membersOf = async (slug: string) => {
  const { id } = await getProject(slug, guest());
  return (await findMembers(id)).items.map(({ handle, role }) => [handle, role]);
};

test("ten joins of one person at once make them a member once", async () => {
  const [owner, one] = (await people(2)) as [Person, Person];
  const slug = await beginProject(owner, []);
  const joined = await Promise.all(Array.from({ length: 10 }, () => join(one, slug)));
  expect(joined).toEqual(joined.map(() => ({ role: "member" })));
  expect(await membersOf(slug)).toEqual([
    [owner.handle, "owner"],
    [one.handle, "member"],
  ]);
});

test("a project by invitation lets in whom it names, and by a secret as many as that says, however many come at once", async () => {
  const [owner, named, ...crowd] = (await people(10)) as [Person, Person, ...Person[]];
  const slug = await beginProject(owner, [], { isOpen: false });
  await expect(join(named, slug)).rejects.toMatchObject({ code: "forbidden" });
  await invite({ slug, ownerId: owner.id, role: "owner", uses: 1, handle: named.handle });
  expect((await findProjects({ viewer: named.viewer, only: "invited" })).items).toMatchObject([{ slug }]);
  expect((await getProject(slug, named.viewer)).isInvited).toBe(true);
  expect(await join(named, slug)).toEqual({ role: "owner" });
  const { secret } = await secretOf(slug, owner, 3);
  const tried = await Promise.allSettled(crowd.map((each) => join(each, slug, secret ?? "")));
  expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(await membersOf(slug)).toHaveLength(5);
});

test("of a secret only a hash is kept, and taken back or too old it lets nobody in; another project's neither", async () => {
  const [owner, one] = (await people(2)) as [Person, Person];
  const slug = await beginProject(owner, [], { isOpen: false });
  const other = await beginProject(owner, [], { isOpen: false });
  const made = await secretOf(slug, owner);
  const row = await db().projectInvitation.findUniqueOrThrow({ where: { id: made.id } });
  expect(JSON.stringify(row)).not.toContain(made.secret);
  await expect(join(one, other, made.secret ?? "")).rejects.toMatchObject({ code: "forbidden" });
  expect(await findInvitations({ slug, ownerId: one.id })).toEqual([]);
  expect(await findInvitations({ slug, ownerId: owner.id })).toMatchObject([{ id: made.id, left: 1 }]);
  await revokeInvitation({ slug, ownerId: owner.id, invitationId: made.id });
  await expect(join(one, slug, made.secret ?? "")).rejects.toMatchObject({ code: "forbidden" });
  const old = await secretOf(slug, owner);
  await db().projectInvitation.update({ where: { id: old.id }, data: { expiresAt: new Date(0) } });
  await expect(join(one, slug, old.secret ?? "")).rejects.toMatchObject({ code: "forbidden" });
});

test("of two owners who leave at once one stays, and the last neither leaves nor becomes a member", async () => {
  const [one, two] = (await people(2)) as [Person, Person];
  const slug = await beginProject(one, []);
  await join(two, slug);
  await changeRole({ slug, actorId: one.id, handle: two.handle, role: "owner" });
  const leave = (person: Person) => removeMember({ slug, actorId: person.id, handle: person.handle });
  const left = await Promise.allSettled([leave(one), leave(two)]);
  expect(left.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const [[handle = ""] = []] = await membersOf(slug);
  const last = handle === one.handle ? one : two;
  await expect(leave(last)).rejects.toMatchObject({ code: "conflict" });
  await expect(changeRole({ slug, actorId: last.id, handle, role: "member" })).rejects.toMatchObject({
    code: "conflict",
  });
  const third = await createPerson();
  await join(third, slug);
  await Promise.allSettled([
    changeRole({ slug, actorId: last.id, handle: third.handle, role: "owner" }),
    leave(last),
  ]);
  expect((await membersOf(slug)).filter(([, role]) => role === "owner").length).toBeGreaterThan(0);
});

test("only owners change a project and who is in it; to others it is not theirs", async () => {
  const [owner, member, stranger] = (await people(3)) as [Person, Person, Person];
  const slug = await beginProject(owner, []);
  await join(member, slug);
  for (const person of [member, stranger]) {
    const own = { slug, ownerId: person.id };
    await expect(invite({ ...own, role: "owner", uses: 1 })).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteProject(own)).rejects.toMatchObject({ code: "not-found" });
    await expect(
      changeRole({ slug, actorId: person.id, handle: person.handle, role: "owner" }),
    ).rejects.toMatchObject({ code: "not-found" });
    await expect(removeMember({ slug, actorId: person.id, handle: owner.handle })).rejects.toMatchObject({
      code: "not-found",
    });
  }
  await removeMember({ slug, actorId: owner.id, handle: member.handle });
  expect(await membersOf(slug)).toEqual([[owner.handle, "owner"]]);
});

test("invitations of who is an owner no more, or suspended, let nobody in, also not themselves", async () => {
  const [owner, gone, lowered, suspended, friend] = (await people(5)) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  const slug = await beginProject(owner, [], { isOpen: false });
  const secrets: string[] = [];
  for (const maker of [gone, lowered, suspended]) {
    await join(maker, slug, (await secretOf(slug, owner, 1, "owner")).secret ?? "");
    secrets.push((await secretOf(slug, maker, 5, "owner")).secret ?? "");
    await invite({ slug, ownerId: maker.id, role: "owner", uses: 1, handle: friend.handle });
  }
  await removeMember({ slug, actorId: owner.id, handle: gone.handle });
  await changeRole({ slug, actorId: owner.id, handle: lowered.handle, role: "member" });
  await suspendPerson({
    actorId: (await createPerson("moderator")).id,
    personId: suspended.id,
    reason: "Spam.",
    until: null,
  });
  expect((await findProjects({ viewer: friend.viewer, only: "invited" })).items).toEqual([]);
  expect((await getProject(slug, friend.viewer)).isInvited).toBe(false);
  for (const secret of secrets) {
    await expect(join(friend, slug, secret)).rejects.toMatchObject({ code: "forbidden" });
    await expect(join(gone, slug, secret)).rejects.toMatchObject({ code: "forbidden" });
  }
  // Made an owner again, none of theirs from before is there.
  await changeRole({ slug, actorId: owner.id, handle: lowered.handle, role: "owner" });
  await expect(join(friend, slug, secrets[1] ?? "")).rejects.toMatchObject({ code: "forbidden" });
});

function leaveForGood({ id: userId, handle }: Person): Promise<void> {
  return deleteAccount({ userId, handle, password: null, withFindings: false, address: "192.0.2.9" });
}

test("a project whose last owner's account goes is led by who has been in it longest", async () => {
  const [owner, first, second] = (await people(3)) as [Person, Person, Person];
  const slug = await beginProject(owner, []);
  await join(first, slug);
  await join(second, slug);
  await leaveForGood(owner);
  expect(await membersOf(slug)).toEqual([
    [first.handle, "owner"],
    [second.handle, "member"],
  ]);
});

test("who is suspended is given no project to lead; where all are, the first whose suspension ends leads it", async () => {
  const [owner, first, second, moderator] = [
    ...((await people(3)) as [Person, Person, Person]),
    await createPerson("moderator"),
  ] as const;
  const slug = await beginProject(owner, []);
  for (const person of [first, second]) {
    await join(person, slug);
    if (person === first)
      await suspendPerson({ actorId: moderator.id, personId: person.id, reason: "Spam.", until: null });
  }
  await leaveForGood(owner);
  expect(await membersOf(slug)).toEqual([[second.handle, "owner"]]);
  await leaveForGood(second);
  const roleOf = () => db().projectMember.findMany({ where: { project: { slug } }, select: { role: true } });
  expect(await roleOf()).toEqual([{ role: "member" }]);
  await liftSuspension({ actorId: moderator.id, personId: first.id, reason: "It was none." });
  expect(await roleOf()).toEqual([{ role: "owner" }]);
});

test("a project that nobody is in any more, since the account of its one member is gone, is a tombstone that asks for nothing", async () => {
  const owner = await createPerson();
  const slug = await beginProject(owner, [44, 45]);
  await secretOf(slug, owner);
  const { id } = await db().project.findUniqueOrThrow({ where: { slug } });
  await leaveForGood(owner);
  await expect(getProject(slug, guest())).rejects.toMatchObject({ code: "gone" });
  expect(await db().project.findUniqueOrThrow({ where: { slug } })).toMatchObject({
    ...{ isShown: false, goal: "", guidelines: "", writeUp: [], size: 0, deletedAt: expect.any(Date) },
  });
  expect(await db().projectFeature.count({ where: { projectId: id } })).toBe(0);
  expect(await db().projectInvitation.count({ where: { projectId: id } })).toBe(0);
  expect(await db().queuedFeature.count({ where: { index: { in: [44, 45] }, asked: { gt: 0 } } })).toBe(0);
});

test("a deleted project is a tombstone, lets nobody in, and its address is nobody else's", async () => {
  const [owner, one] = (await people(2)) as [Person, Person];
  const title = `Soon gone ${owner.handle}`;
  const slug = await beginProject(owner, [40, 41], { title });
  await join(one, slug);
  await deleteProject({ slug, ownerId: owner.id });
  for (const viewer of [guest(), one.viewer, owner.viewer])
    await expect(getProject(slug, viewer)).rejects.toMatchObject({ code: "gone" });
  await expect(join(one, slug)).rejects.toMatchObject({ code: "gone" });
  const again = await createProject({ ...anyProject, title, creatorId: owner.id });
  expect(again.slug).not.toBe(slug);
  expect(again.slug.startsWith(slug)).toBe(true);
  const asked = await db().queuedFeature.count({ where: { index: { in: [40, 41] }, asked: { gt: 0 } } });
  expect(asked).toBe(0);
});
