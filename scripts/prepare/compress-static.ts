import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);
const textual = /\.(js|css|svg|json|txt)$/;
/** Below this a compressed copy saves less than its own frame. The list of files is made once, so that a look costs nothing. */
const smallestBytes = 256;

/** Lays a Brotli copy beside each text file of a build's static folder, for scripts/static-files.ts to send. */
export async function compressStatic(folder: string): Promise<void> {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    if (!textual.test(name)) continue;
    const plain = readFileSync(file);
    if (plain.byteLength < smallestBytes) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.byteLength,
    };
    writeFileSync(`${file}.br`, await compress(plain, { params }));
  }
}
