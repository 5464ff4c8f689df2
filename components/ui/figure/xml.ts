export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element, its attributes escaped; what stands inside is XML already. */
export function tag(name: string, attributes: Attributes, ...inside: string[]): string {
  const said = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escaped(String(value))}"`,
  );
  return `<${name}${said.join("")}>${inside.join("")}</${name}>`;
}

/** A text as it may stand in XML. Control characters are left out, since XML cannot say them. */
export function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g, "")
      .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
