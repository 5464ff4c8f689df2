import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <NotFoundNotice title="There is no run at this address.">
      Check the link, or <TextLink href="/">run a text of your own</TextLink>.
    </NotFoundNotice>
  );
}
