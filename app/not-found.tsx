import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <h1 className="mb-4">There is no page at this address</h1>
      <EmptyState title="It may have moved, or the link may be incomplete.">
        <TextLink href="/">Start from the first page</TextLink>, or see{" "}
        <TextLink href="/models">the models</TextLink>.
      </EmptyState>
    </>
  );
}
