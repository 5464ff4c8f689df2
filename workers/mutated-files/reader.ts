import type { ModelFile } from "@/lib/engine/weights/model-folder";

/** One of the ways in which a file comes in. */
export interface Reader {
  /** Good ones. */
  files: Buffer[];
  /** Whether changes of words would leave nothing of them, since they are no text. */
  isBinary?: boolean;
  /** Reads one, and checks what it read. */
  read: (bytes: Buffer) => void;
}

export type Write = (bytes: Buffer, name?: string) => ModelFile;
