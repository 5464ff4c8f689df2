import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";

export default function NotFound() {
  return (
    <EmptyState title="There is no circuit at this address.">
      Check the link, or <TextLink href="/">run a text</TextLink> and trace what fires in it.
    </EmptyState>
  );
}
