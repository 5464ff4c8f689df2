import type { Metadata } from "next";
import { NotFoundNotice } from "@/app/_components/not-found-notice";
import { TextLink } from "@/components/ui/link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <NotFoundNotice title="There is no page at this address.">
      It may have moved, or the link may be incomplete.
      <TextLink href="/">Start from the first page</TextLink>, or see{" "}
      <TextLink href="/models">the models</TextLink>.
    </NotFoundNotice>
  );
}
