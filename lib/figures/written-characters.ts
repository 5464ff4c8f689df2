import { type Family, families } from "./font-files";

/** The characters that a figure writes in one face at one weight. */
export interface Written {
  family: Family;
  weight: number;
  characters: ReadonlySet<string>;
}

const texts = /<text font-family="'([^']+)'[^"]*" font-size="[^"]*" font-weight="(\d+)"[^>]*>([^<]*)</g;

/** What a figure's text elements write, by face and weight (components/ui/figure/figure-text.ts writes them). */
export function writtenCharacters(svg: string): Written[] {
  const faces = new Map<string, { family: Family; weight: number; characters: Set<string> }>();
  for (const [, name, weight, text = ""] of svg.matchAll(texts)) {
    const family = families.parse(name);
    const key = `${family} ${weight}`;
    const face = faces.get(key) ?? { family, weight: Number(weight), characters: new Set<string>() };
    faces.set(key, face);
    for (const character of unescaped(text)) face.characters.add(character);
  }
  return [...faces.values()];
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
