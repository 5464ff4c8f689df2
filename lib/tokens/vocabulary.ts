import { bytesOfEntry } from "./byte-level";
import { readTextSteps, spaceSign, TokenizerFault } from "./text-steps";
import { type TokenText, tokenOfBytes } from "./token-text";
import type { TokenizerJson } from "./tokenizer-json";
import { encodeUtf8 } from "./utf8";

/** The tokens of a tokenizer by id. */
export interface Vocabulary {
  ids: ReadonlySet<number>;
  /** Those that its file marks as special, such as the beginning of a text. */
  special: ReadonlySet<number>;
  /** Length in bytes of the longest token. */
  longest: number;
  /** Empty where there is no such token. */
  bytesOf(id: number): Uint8Array;
  tokenOf(id: number): TokenText;
}

export { TokenizerFault } from "./text-steps";

const none = new Uint8Array();

/** Throws `TokenizerFault`. */
export function readVocabulary(json: TokenizerJson): Vocabulary {
  const { model, added_tokens } = json;
  const { alphabet } = readTextSteps(json);
  if (alphabet === "byte-level" && model.unk_token)
    throw new TokenizerFault("an unknown-token is not supported by byte-level BPE");
  if (alphabet === "spaces") checkEveryByte(json);
  const unsupported = [
    "dropout",
    "continuing_subword_prefix",
    "continuing_subword_suffix",
    "end_of_word_suffix",
  ];
  const option = unsupported.find((name) => model[name]);
  if (option !== undefined) throw new TokenizerFault(`${option} is not supported`);
  const added = new Map(added_tokens.map(({ id, content }) => [id, encodeUtf8(content)]));
  const bytesById = new Map(added);
  const seen = new Set<number>();
  for (const [entry, id] of Object.entries(model.vocab)) {
    if (seen.has(id)) throw new TokenizerFault(`the id ${id} stands for two tokens`);
    seen.add(id);
    if (added.has(id)) continue;
    const bytes = alphabet === "spaces" ? bytesOfPiece(entry) : bytesOfEntry(entry);
    if (!bytes) throw new TokenizerFault(`token ${id} is not written in the byte-level alphabet`);
    bytesById.set(id, bytes);
  }
  let longest = 1;
  for (const { length } of bytesById.values()) longest = Math.max(longest, length);
  const bytesOf = (id: number) => bytesById.get(id) ?? none;
  const known = new Map<number, TokenText>();
  const tokenOf = (id: number) => {
    const made = known.get(id);
    if (made) return made;
    const token = tokenOfBytes(bytesOf(id));
    known.set(id, token);
    return token;
  };
  const special = new Set(added_tokens.flatMap((token) => (token.special ? [token.id] : [])));
  return { ids: new Set(bytesById.keys()), special, longest, bytesOf, tokenOf };
}

const byteEntry = /^<0x([0-9A-F]{2})>$/;

/** What a token stands for where U+2581 is a space and `<0xE2>` a byte. */
function bytesOfPiece(entry: string): Uint8Array {
  const byte = byteEntry.exec(entry)?.[1];
  if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
  return encodeUtf8(entry.replaceAll(spaceSign, " "));
}

/** Without all of them some texts would become tokens that say nothing. */
function checkEveryByte({ model }: TokenizerJson): void {
  if (model.byte_fallback !== true)
    throw new TokenizerFault("a vocabulary of characters without byte_fallback is not supported");
  for (let byte = 0; byte < 256; byte++) {
    const entry = `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
    if (!Object.hasOwn(model.vocab, entry)) throw new TokenizerFault(`it has no token ${entry}`);
  }
}
