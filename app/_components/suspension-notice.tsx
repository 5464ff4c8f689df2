import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { type Suspension, suspensionWords } from "@/lib/auth/suspension";

/** Tells somebody who is suspended why, wherever they are. */
export function SuspensionNotice({ suspension }: { suspension: Suspension }) {
  return (
    <aside aria-label="Your suspension" className="mx-auto w-full max-w-(--page-width) px-4 pt-4 sm:px-6">
      <Notice tone="error">
        {suspensionWords(suspension)} What you made is hidden meanwhile.{" "}
        <TextLink href="/settings">Your settings</TextLink> have what moderators did.
      </Notice>
    </aside>
  );
}
