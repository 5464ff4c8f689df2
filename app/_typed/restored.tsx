import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Sheet } from "./typed-store";
import type { Typed, TypedNotice } from "./use-typed";

/** What was typed before and has come back, and what else was typed and is not shown; nothing where there is none. */
export function Restored({ typed: { notices, show, putAway, discard } }: { typed: Typed }) {
  if (notices.length === 0) return null;
  return (
    <div className="grid gap-2" role="status">
      {notices.map((notice) => (
        <Notice key={notice.sheet.id}>
          <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            {wordsOf(notice)}
            {!notice.isShown && (
              <Button size="s" onClick={() => show(notice.sheet)}>
                Show it
              </Button>
            )}
            {notice.isShown && notice.isOlder && (
              <Button size="s" onClick={putAway}>
                Show what is saved
              </Button>
            )}
            <Button size="s" look="plain" onClick={() => discard(notice.sheet)}>
              Discard it
            </Button>
          </span>
        </Notice>
      ))}
    </div>
  );
}

function wordsOf({ sheet, isShown, isOlder }: TypedNotice): string {
  const when = whenTyped(sheet);
  if (isShown && isOlder) return `What you typed ${when} is shown. Something else was saved since.`;
  if (isShown) return `Restored what you typed ${when}.`;
  if (isOlder)
    return `What is saved is shown. It was saved elsewhere after you typed something here ${when}.`;
  return `You typed something else here ${when}.`;
}

/** "at 14:02", and the day where it is another. */
export function whenTyped({ at }: Pick<Sheet, "at">, now = new Date()): string {
  const then = new Date(at);
  const time = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (then.toDateString() === now.toDateString()) return `at ${time}`;
  return `on ${then.toLocaleDateString("en-GB", { day: "numeric", month: "long" })} at ${time}`;
}
