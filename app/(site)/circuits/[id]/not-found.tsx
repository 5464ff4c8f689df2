import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <NotFoundNotice title="There is no circuit at this address.">
      Check the link, or <TextLink href="/">run a text</TextLink> and trace what fires in it.
    </NotFoundNotice>
  );
}
