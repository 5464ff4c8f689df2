import { Button } from "@/components/ui/button";
import type { ShownFeature } from "./shown-feature";

/** Which feature to put beside this one, by its name as pages write it. */
export function BesideForm({ shown, action }: { shown: ShownFeature; action: string }) {
  return (
    <form className="beside-form" action={action}>
      {shown.length !== "narrow" && <input type="hidden" name="length" value={shown.length} />}
      {shown.run !== null && <input type="hidden" name="run" value={shown.run} />}
      <input
        className="input"
        name="beside"
        aria-label="Another feature to put beside it"
        placeholder="attn.3.211"
        defaultValue={shown.beside ?? ""}
        required
      />
      <Button type="submit" size="s">
        Put beside it
      </Button>
    </form>
  );
}
