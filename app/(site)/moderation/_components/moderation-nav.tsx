import { TextLink } from "@/components/ui/link";
import { getViewer } from "@/lib/auth/viewer";
import { roleIncludes } from "@/lib/auth/viewer-type";

export async function ModerationNav() {
  const viewer = await getViewer();
  const administers = viewer.kind === "member" && roleIncludes(viewer.role, "administrator");
  return (
    <nav aria-label="Moderation" className="mb-6 flex flex-wrap gap-4 text-m">
      <TextLink href="/moderation">Reports</TextLink>
      <TextLink href="/moderation/label-imports">Imports of labels</TextLink>
      <TextLink href="/moderation/gold">Disputed test texts</TextLink>
      {administers && <TextLink href="/moderation/adoptions">Adopting models</TextLink>}
      <TextLink href="/moderation/log">What was done</TextLink>
    </nav>
  );
}
