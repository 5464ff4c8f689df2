import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { maxSearchLength } from "@/lib/search/search-text";

/** A form that is sent as it is, so that it needs no script and its answer has an address. */
export function SearchForm({ text }: { text: string }) {
  return (
    <search aria-label="Everything">
      <form action="/search" className="mt-4 mb-6 flex max-w-prose items-end gap-2">
        <div className="grow">
          <TextField
            label="Words, a phrase in quotes, or an id"
            name="q"
            type="search"
            defaultValue={text}
            maxLength={maxSearchLength}
            autoComplete="off"
          />
        </div>
        <Button type="submit" look="primary">
          Search
        </Button>
      </form>
    </search>
  );
}
