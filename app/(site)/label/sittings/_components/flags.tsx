import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { Flag } from "@/lib/label-queue/find-flags";
import { markWords } from "../../_components/mark-words";

/** What people flagged while labelling, for moderators. */
export function Flags({ flags }: { flags: readonly Flag[] }) {
  return (
    <section aria-labelledby="flags" className="mt-8">
      <h2 id="flags" className="text-l">
        What people flagged
      </h2>
      {flags.length === 0 ? (
        <p className="text-ink-soft">Nothing is flagged.</p>
      ) : (
        <ul>
          {flags.map(({ id, at, handle, reason, words, feature }) => (
            <li key={id} className="break-words border-line border-t py-2 text-m">
              <TextLink href={feature}>{feature}</TextLink>: {markWords[reason]}
              {words && ` (${words})`}, <TextLink href={`/users/${handle}`}>{handle}</TextLink>,{" "}
              <RelativeDate date={at} />;{" "}
              <TextLink href={`/label/sittings?of=${handle}`}>their sessions</TextLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
