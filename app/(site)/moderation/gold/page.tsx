import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { findOpenDisputes } from "@/lib/labels/gold/find-disputes";
import { type OpenDispute, upheldToRetire } from "@/lib/labels/gold/gold-schemas";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../_components/to-params";
import { DisputeAnswer } from "../_components/dispute-answer";
import { forModerators } from "../_components/for-moderators";
import { ModerationNav } from "../_components/moderation-nav";

export const metadata: Metadata = { title: "Disputed test texts", robots: { index: false } };

interface GoldPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Texts by which raters are judged, where somebody says that what the label says of them is not plain. */
export default async function GoldPage({ searchParams }: GoldPageProps) {
  await forModerators("/moderation/gold");
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "disputes", idCursor);
  const { items, nextCursor } = await findOpenDisputes({ cursor });
  return (
    <>
      <h1>Disputed test texts</h1>
      <ModerationNav />
      <p className="mb-4 max-w-prose text-ink-soft">
        A test text is one of which a label plainly says whether its feature fires. With {upheldToRetire}{" "}
        disputes that are upheld nobody is asked it any more, and what was answered on it tells nothing of
        anybody.
      </p>
      {items.length === 0 && !cursor ? (
        <EmptyState title="No dispute waits for an answer.">
          Who has answered a test text and finds it not plain says so beneath it.
        </EmptyState>
      ) : (
        <ul>
          {items.map((dispute) => (
            <DisputeRow key={dispute.id} dispute={dispute} />
          ))}
        </ul>
      )}
      <ListPager list="disputes" label="Pages of disputes" params={params} nextCursor={nextCursor} />
    </>
  );
}

function DisputeRow({ dispute }: { dispute: OpenDispute }) {
  const { id, label, feature, text, says, why, picker, disputer, reason, upheld, createdAt } = dispute;
  return (
    <li className="grid gap-2 border-line border-b py-3 text-m">
      <p className="break-words font-semibold">
        <TextLink href={feature}>{label.text}</TextLink>
      </p>
      <p className="break-words">
        <bdi>{text}</bdi>
      </p>
      <p className="break-words">
        {picker ?? "Somebody"}: by the label it {says ? "fires" : "does not fire"} here, because{" "}
        <bdi>{why}</bdi>
      </p>
      <p className="break-words">
        {disputer ?? "Somebody"}, <RelativeDate date={createdAt} />: not plain, because <bdi>{reason}</bdi>
      </p>
      {upheld > 0 && <p className="text-ink-soft text-s">One dispute of it was upheld before.</p>}
      <DisputeAnswer id={id} />
    </li>
  );
}
