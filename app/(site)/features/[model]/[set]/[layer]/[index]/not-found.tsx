import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export default function NotFound() {
  return (
    <NotFoundNotice title="There is no feature at this address.">
      It names a model, one of its dictionary sets, a layer and an index, and another model has other ones.{" "}
      <TextLink href="/models">The models of this site</TextLink> say how many features each has.
    </NotFoundNotice>
  );
}
