import { invalidFile } from "../errors";

/** Bytes of a file from which its kind is told. */
export const kindBytes = 512;

const toSafetensors = "Save its tensors as safetensors first (safetensors.torch.save_file)";

/** What people have in the place of a file, by how it begins (a character a byte), and what to do. */
const kinds: { is(text: string): boolean; words: string }[] = [
  {
    is: (text) => text.startsWith("version https://git-lfs.github.com/spec/"),
    words: "it is a pointer of Git LFS, not the file itself. Fetch it with git lfs pull",
  },
  {
    is: (text) => /^\s*<(?:!doctype\s+html|html|head|\?xml)[\s>]/i.test(text.replace("\xef\xbb\xbf", "")),
    words:
      "it is a web page, not the file: whatever fetched it was answered with a page. Fetch the file again from its own address",
  },
  {
    is: (text) => isZip(text) && text.slice(30).includes(".npy"),
    words: "it is an archive of NumPy (.npz), and not the file that belongs here",
  },
  {
    is: isZip,
    words: "it is a zip archive, as PyTorch saves .pt, .pth and .bin, and not the file that belongs here",
  },
  {
    is: (text) => text.startsWith("\x80") && text.charCodeAt(1) >= 2 && text.charCodeAt(1) <= 5,
    words: `it is a pickle, which is not read here: reading one can run whatever it says. ${toSafetensors}`,
  },
  { is: (text) => text.startsWith("\x1f\x8b\x08"), words: "it is packed with gzip. Unpack it first" },
  {
    is: (text) => text.startsWith("GGUF"),
    words: "it is a GGUF file, which is not read. Take the model's safetensors files",
  },
  {
    is: (text) => text.startsWith("\x93NUMPY"),
    words: `it is one array of NumPy (.npy), which is not read. ${toSafetensors}`,
  },
];

function isZip(text: string): boolean {
  return text.startsWith("PK\x03\x04");
}

/** Whether PyTorch may have written it: a zip archive that is not NumPy's. */
export function isZipOfTorch(beginning: Uint8Array): boolean {
  const text = latin1(beginning);
  return isZip(text) && !isSafetensors(text) && !text.slice(30).includes(".npy");
}

/** Whether NumPy may have written it as an archive of arrays. */
export function isNpz(beginning: Uint8Array): boolean {
  const text = latin1(beginning);
  return isZip(text) && !isSafetensors(text) && text.slice(30).includes(".npy");
}

/** Whether it is the index of a model that is stored in several files. */
export function isIndexOfShards(beginning: Uint8Array): boolean {
  const text = latin1(beginning);
  return !isSafetensors(text) && /^\s*\{/.test(text) && /"(?:weight_map|total_size)"/.test(text);
}

/** A header of less than 4 GiB, in JSON: its length may begin as another kind does. */
function isSafetensors(text: string): boolean {
  return text.slice(4, 9) === "\0\0\0\0{";
}

/** Refuses by its name what is no file of its kind at all. `beginning` has the first `kindBytes` bytes, or all there are. */
export function refuseOtherKind(beginning: Uint8Array, label: string): void {
  const text = latin1(beginning);
  const found = kinds.find(({ is }) => is(text));
  if (found) throw invalidFile(label, found.words);
}

/** The same of a file of tensors, in whose place JSON may stand. */
export function refuseNoTensors(beginning: Uint8Array, label: string): void {
  const text = latin1(beginning);
  if (isSafetensors(text)) return;
  refuseOtherKind(beginning, label);
  if (/^\s*[{[]\s*["\]}]/.test(text)) throw invalidFile(label, "it is JSON, and not a file of tensors");
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, kindBytes)).toString("latin1");
}
