import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** A webhook's secret, the once that it is told. */
export function ToldSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <div className="mt-4 grid gap-2">
      <p className="text-m">
        This is what its messages are signed with. It is shown this once: the site keeps it encrypted, and
        only to sign. Whoever has it can send messages that seem to come from here.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <input
          className="input mono min-w-0 grow text-s"
          aria-label="The secret"
          readOnly
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={() => secret}>Copy the secret</CopyButton>
        <Button size="s" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
