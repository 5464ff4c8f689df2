import { TextLink } from "@/components/ui/link";

export function ModerationNav() {
  return (
    <nav aria-label="Moderation" className="mb-6 flex gap-4 text-m">
      <TextLink href="/moderation">Reports</TextLink>
      <TextLink href="/moderation/label-imports">Imports of labels</TextLink>
      <TextLink href="/moderation/gold">Disputed test texts</TextLink>
      <TextLink href="/moderation/log">What was done</TextLink>
    </nav>
  );
}
