import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";

/** What to do where nothing has the words. */
export function NothingFound({ text }: { text: string }) {
  return (
    <EmptyState title="Nothing public has all of this.">
      <q className="break-words">{text}</q> was looked for. Look for fewer words, or for their beginnings.
      Features are named by rule from what a corpus showed of them: they can be{" "}
      <TextLink href="/features">listed by layer and kind</TextLink> too, and found{" "}
      <TextLink href="/search/activation">by a text at whose tokens they fire</TextLink>. A text of your own
      can be <TextLink href="/">run and traced</TextLink>.
    </EmptyState>
  );
}
