import { EmptyState } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";

export default function NotFound() {
  return (
    <EmptyState title="There is no run at this address.">
      Check the link, or <TextLink href="/">run a text of your own</TextLink>.
    </EmptyState>
  );
}
