import { Button } from "@/components/ui/button";

/** Which two circuits: their addresses, as one copies them. */
export function CompareForm({ a, b }: { a: string; b: string }) {
  return (
    <form className="compare-form" action="/circuits/compare">
      <label>
        Left
        <input className="input" name="a" defaultValue={a} placeholder="Address of a circuit" required />
      </label>
      <label>
        Right
        <input className="input" name="b" defaultValue={b} placeholder="Address of another" required />
      </label>
      <Button type="submit">Compare</Button>
    </form>
  );
}
