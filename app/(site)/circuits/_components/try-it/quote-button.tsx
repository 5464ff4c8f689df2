import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { insertIntoWriteUp, isWriteUpOpen, onWriteUpOpen } from "../writing/insert";

/** Takes a tried change along: its link, and as a line of a write-up where one is open on the page, else to paste into one. */
export function QuoteButtons({ link, quote }: { link: () => string; quote: () => string }) {
  const isOpen = useSyncExternalStore(onWriteUpOpen, isWriteUpOpen, () => false);
  return (
    <div className="flex flex-wrap gap-2">
      <CopyButton text={link}>Copy link</CopyButton>
      {isOpen ? (
        <Button size="s" onClick={() => insertIntoWriteUp(quote())}>
          Quote in the write-up
        </Button>
      ) : (
        <CopyButton text={quote}>Copy as a quote</CopyButton>
      )}
    </div>
  );
}
