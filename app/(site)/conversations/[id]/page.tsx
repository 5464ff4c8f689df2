import type { Metadata } from "next";
import { cache } from "react";
import { GonePage } from "@/app/_components/gone-page";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { discussionQuery } from "@/app/_queries/discussion";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { isGone, orGone } from "@/app/or-gone";
import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/viewer";
import { findComments, findPageOfComment, getConversation } from "@/lib/discussion/get-conversation";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../_components/to-params";
import { WholeConversation } from "../../_discussion/whole-conversation";
import { writerOf } from "../../_discussion/writer-of";

interface ConversationPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (id: string) => orGone(getConversation(id, await getViewer())));

export async function generateMetadata({ params }: ConversationPageProps): Promise<Metadata> {
  const conversation = await load((await params).id);
  const title = isGone(conversation) ? "A conversation" : `A conversation about ${conversation.about.title}`;
  return { title, robots: { index: false } };
}

/** A conversation with all that was said in it, a page at a time. */
export default async function ConversationPage({ params, searchParams }: ConversationPageProps) {
  const { id } = await params;
  const [conversation, viewer] = await Promise.all([load(id), getViewer()]);
  if (isGone(conversation)) return <GonePage sentence={conversation.message} />;
  const asked = toParams(await searchParams);
  const edited = idCursor.safeParse(asked.get("edit")).data;
  const at = edited ?? idCursor.safeParse(asked.get("at")).data;
  if (at !== undefined && !asked.has("comments")) {
    const start = await findPageOfComment(conversation.id, at, viewer);
    if (start !== undefined) asked.set("comments", start);
  }
  for (const name of ["at", "edit"]) asked.delete(name);
  const cursor = cursorOf(asked, "comments", idCursor);
  const { items, nextCursor } = await findComments({ conversationId: id, viewer, cursor });
  const { about, ...shown } = conversation;
  const place = { path: `/conversations/${id}`, cursor: cursor ?? null };
  const discussion = { items: [{ ...shown, comments: items }], nextCursor };
  return (
    <>
      <h1 className="break-words">
        A conversation about{" "}
        <TextLink href={`${about.path}#discussion`}>{about.title || "a finding"}</TextLink>
      </h1>
      <Prefetched answers={[known(discussionQuery(place), discussion)]}>
        <WholeConversation place={place} writer={writerOf(viewer)} path={about.path} edited={edited} />
      </Prefetched>
      <ListPager list="comments" label="Pages of comments" params={asked} nextCursor={nextCursor} />
    </>
  );
}
