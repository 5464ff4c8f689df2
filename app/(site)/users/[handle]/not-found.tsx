import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <NotFoundNotice title="There is nobody at this address.">
      Check the link, or look for a finding and its author in{" "}
      <TextLink href="/circuits">all circuits</TextLink>.
    </NotFoundNotice>
  );
}
