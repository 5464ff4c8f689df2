import { bytesOfEntry } from "./byte-level";
import { type TokenText, tokenOfBytes } from "./token-text";
import type { TokenizerJson } from "./tokenizer-json";
import { encodeUtf8 } from "./utf8";

/** The tokens of a tokenizer by id. */
export interface Vocabulary {
  ids: ReadonlySet<number>;
  /** Length in bytes of the longest token. */
  longest: number;
  /** Empty where there is no such token. */
  bytesOf(id: number): Uint8Array;
  tokenOf(id: number): TokenText;
}

/** Why a tokenizer cannot be read. */
export class TokenizerFault extends Error {}

const none = new Uint8Array();

/** Throws `TokenizerFault`. */
export function readVocabulary({ model, added_tokens }: TokenizerJson): Vocabulary {
  if (model.unk_token) throw new TokenizerFault("an unknown-token is not supported by byte-level BPE");
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
    const bytes = bytesOfEntry(entry);
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
  return { ids: new Set(bytesById.keys()), longest, bytesOf, tokenOf };
}
