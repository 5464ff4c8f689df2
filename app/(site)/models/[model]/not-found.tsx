import { EmptyState } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";

export default function NotFound() {
  return (
    <EmptyState title="There is no model of that name here.">
      See <TextLink href="/models">the models of this site</TextLink>.
    </EmptyState>
  );
}
