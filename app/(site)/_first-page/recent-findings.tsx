import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { findFindingsOfAuthor } from "@/lib/findings/find-findings";
import { idCursor } from "@/lib/paging/page";
import { FindingList } from "../findings/_components/finding-list";

/** What a member wrote last; nothing for one who has not begun to. */
export async function RecentFindings({ authorId, params }: { authorId: string; params: URLSearchParams }) {
  const cursor = cursorOf(params, "findings", idCursor);
  const { items, nextCursor } = await findFindingsOfAuthor({ authorId, limit: 5, ...(cursor && { cursor }) });
  if (items.length === 0 && !cursor) return null;
  return (
    <section aria-labelledby="recent-findings">
      <h2 id="recent-findings" className="text-base">
        Your latest write-ups
      </h2>
      <FindingList findings={items} />
      <ListPager list="findings" label="Pages of your write-ups" params={params} nextCursor={nextCursor} />
    </section>
  );
}
