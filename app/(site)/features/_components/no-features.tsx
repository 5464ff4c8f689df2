import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";

/** What of the list's address narrows it, in words. */
const names: Readonly<Record<string, string>> = {
  q: "the words",
  model: "the model",
  set: "the dictionary set",
  layer: "the layer",
  family: "the family",
  density: "how often it fires",
  label: "how it is labelled",
};

/** Where no feature is like that: what can be left out, and where else features are found. */
export function NoFeatures({ asked }: { asked: URLSearchParams }) {
  const held = [...asked.keys()].filter((name) => name in names);
  const without = (name: string) => {
    const rest = new URLSearchParams(asked);
    rest.delete(name);
    return rest.size === 0 ? "/features" : `/features?${rest}`;
  };
  return (
    <EmptyState title="No feature that a corpus has shown anything of is like that.">
      {held.length > 0 && (
        <p>
          Leave out{" "}
          {held.map((name, n) => (
            <span key={name}>
              {n > 0 && (n === held.length - 1 ? " or " : ", ")}
              <TextLink href={without(name)}>{names[name]}</TextLink>
            </span>
          ))}
          {held.length > 1 && (
            <>
              , or <TextLink href="/features">everything</TextLink>
            </>
          )}
          .
        </p>
      )}
      <p className="mt-2">
        Or write a text and <TextLink href="/search/activation">find what fires at its tokens</TextLink>: a
        feature that fires there can be traced.
      </p>
    </EmptyState>
  );
}
