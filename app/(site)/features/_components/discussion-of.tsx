import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { discussionQuery } from "@/app/_queries/discussion";
import { labelsQuery } from "@/app/_queries/labels";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { FeatureDiscussion } from "@/app/(site)/_discussion/feature-discussion";
import { writerOf } from "@/app/(site)/_discussion/writer-of";
import type { Viewer } from "@/lib/auth/viewer";
import type { Discussion } from "@/lib/discussion/view";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import type { FeatureLabels as Labels } from "@/lib/labels/view";
import { idCursor } from "@/lib/paging/page";

interface DiscussionOfProps {
  of: FeatureAddress;
  labels: Labels;
  discussion: Discussion;
  viewer: Viewer;
  params: URLSearchParams;
}

/** What is talked about a feature, by pages; it may speak of the feature's labels. */
export function DiscussionOf({ of, labels, discussion, viewer, params }: DiscussionOfProps) {
  const path = featurePath(of);
  const place = { path, cursor: cursorOf(params, "conversations", idCursor) ?? null };
  return (
    <Prefetched answers={[known(discussionQuery(place), discussion), known(labelsQuery(path), labels)]}>
      <FeatureDiscussion place={place} writer={writerOf(viewer)} />
      <ListPager
        list="conversations"
        label="Pages of conversations"
        params={params}
        nextCursor={discussion.nextCursor}
      />
    </Prefetched>
  );
}
