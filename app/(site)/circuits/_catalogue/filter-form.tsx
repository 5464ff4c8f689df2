import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { addressOf, type CatalogueQuery } from "@/lib/catalogue/catalogue-query";
import type { CataloguePlace } from "./catalogue-address";

/** Values that one has in mind: a form that is sent as it is, beside whatever holds already. */
export function FilterForm({ query, place }: { query: CatalogueQuery; place: CataloguePlace }) {
  const said = query.filters.filter(
    ({ name, value }) => !place.fixed.some((each) => each.name === name && each.value === value),
  );
  const held = [...addressOf({ filters: said, sort: query.sort })];
  return (
    <search aria-label="Findings">
      <form action={place.path} className="filter-form">
        {held.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <TextField label="Token in the text" name="token" maxLength={100} autoComplete="off" />
        <TextField label="Tag" name="tag" maxLength={40} autoComplete="off" />
        <Button type="submit" size="s" look="primary">
          Narrow
        </Button>
      </form>
    </search>
  );
}
