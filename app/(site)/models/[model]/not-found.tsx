import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <NotFoundNotice title="There is no model of that name here.">
      See <TextLink href="/models">the models of this site</TextLink>.
    </NotFoundNotice>
  );
}
