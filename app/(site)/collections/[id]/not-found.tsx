import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <NotFoundNotice title="There is no collection at this address.">
      Check the link: it may be private, or deleted. There are{" "}
      <TextLink href="/collections">public collections</TextLink>.
    </NotFoundNotice>
  );
}
