import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <NotFoundNotice title="There is no prompt family at this address.">
      Check the link: it may be private, or deleted. There are{" "}
      <TextLink href="/families">others, which everybody sees</TextLink>.
    </NotFoundNotice>
  );
}
