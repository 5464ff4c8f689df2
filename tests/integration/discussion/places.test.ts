import { expect, test } from "vitest";
import { PUT as reviseRoute } from "@/app/api/v1/comments/[id]/route";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { db } from "@/lib/db/client";
import { findConversations } from "@/lib/discussion/find-conversations";
import { findComments, findPageOfComment } from "@/lib/discussion/get-conversation";
import { deleteComment } from "@/lib/discussion/revise-comment";
import { type Showing, whileNoting } from "@/lib/kept-pages/showing";
import { lockWork } from "@/lib/moderation/lock-work";
import { beginConversation, say } from "../support/discussion";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

test("a link to a comment opens the page that has it, whoever follows it and whatever is not shown to them", async () => {
  const [author, hider] = [await createPerson(), await createPerson()];
  const { id: conversationId } = await beginConversation(author.id);
  const rows = Array.from({ length: 119 }, (_, n) => ({
    ...{ id: `0199ffff-0000-7000-8000-${String(n).padStart(12, "0")}`, conversationId, writeUp: [] },
    ...{ authorId: n === 3 ? hider.id : author.id, body: `Number ${n}.` },
  }));
  // One that is deleted keeps its place; one that is hidden has a place for its author alone.
  await db().comment.createMany({ data: rows });
  await deleteComment({ commentId: rows[5]?.id ?? "", authorId: author.id });
  await db().comment.update({ where: { id: rows[3]?.id ?? "" }, data: { isPublic: false } });
  const all = await db().comment.findMany({ where: { conversationId }, orderBy: { id: "asc" } });
  expect(all).toHaveLength(120);
  for (const viewer of [guest(), author.viewer, hider.viewer])
    for (const { id } of all) {
      const cursor = await findPageOfComment(conversationId, id, viewer);
      const { items } = await findComments({ conversationId, viewer, cursor });
      const isShown = id !== rows[3]?.id || viewer === hider.viewer;
      expect([id, items.some((each) => each.id === id)]).toEqual([id, isShown]);
    }
  expect(await findPageOfComment(conversationId, crypto.randomUUID(), guest())).toBeUndefined();
}, 120_000);

test("what somebody is told of a comment leads to the page that has it", async () => {
  const [ann, ben] = [await createPerson(), await createPerson()];
  const { id } = await beginConversation(ann.id);
  const said = await say(id, ben.id, "Something.");
  const [told] = await db().notification.findMany({ where: { memberId: ann.id } });
  expect(told?.path).toBe(`/conversations/${id}?at=${said.id}#comment-${said.id}`);
});

test("a page with a locked conversation depends on no other act of a moderator, so that it is kept", async () => {
  const [author, moderator] = [await createPerson(), await createPerson("moderator")];
  const { id, about } = await beginConversation(author.id);
  const subject = { kind: "conversation" as const, id };
  await lockWork({ actorId: moderator.id, subject, reason: "Off the point." }, "lock");
  const showing: Showing = {
    ...{ topics: new Set(), isPersonal: false, maxMillis: Number.POSITIVE_INFINITY },
    asker: { cookie: undefined, forwardedFor: undefined },
  };
  const { items } = await whileNoting(showing, () => findConversations({ about, viewer: guest() }));
  expect(items[0]?.locked).toBe("Off the point.");
  expect([...showing.topics]).toContain(`Conversation ${about.id}`);
  expect([...showing.topics]).not.toContain("ModerationAct");
});

test("a comment that a program rewords is marked as a program's, and one that a person rewords is not", async () => {
  const { id: userId, ...person } = await createPerson();
  const { key } = await createApiKey({ userId, name: "An agent", scopes: ["publish"], days: null });
  const { comment } = await beginConversation(userId);
  const reword = async (revision: number, by: { person?: Person; headers?: Record<string, string> }) => {
    const body = { body: `Reworded, ${revision}.`, revision };
    expect((await call(reviseRoute, { method: "PUT", params: { id: comment }, body, ...by })).status).toBe(
      200,
    );
    return (await db().comment.findUniqueOrThrow({ where: { id: comment } })).byProgram;
  };
  expect(await reword(1, { person: { id: userId, ...person } })).toBe(false);
  expect(await reword(2, { headers: { authorization: `Bearer ${key}` } })).toBe(true);
});
