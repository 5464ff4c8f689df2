import { findFindingsOfAuthor } from "@/lib/findings/find-findings";
import { FindingList } from "../findings/_components/finding-list";

/** What a member wrote last; nothing for one who has not begun to. */
export async function RecentFindings({ authorId }: { authorId: string }) {
  const findings = await findFindingsOfAuthor({ authorId, limit: 5 });
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="recent-findings">
      <h2 id="recent-findings" className="text-base">
        Your latest write-ups
      </h2>
      <FindingList findings={findings} />
    </section>
  );
}
