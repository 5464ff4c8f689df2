import { writeBundle } from "@/lib/bundles/write-bundle";
import { db } from "@/lib/db/client";
import type { JobHandler } from "../context";

/** Writes everything public to files and stores them, a piece at a time. */
export const bundleHandler: JobHandler = async (bundleId, { report, signal }) => {
  await db().bundle.findUniqueOrThrow({ where: { id: bundleId }, select: { id: true } });
  const { manifest, files, close } = await writeBundle({
    signal,
    onTable: (done, of) => report(done / of, "Writing what is public"),
  });
  return {
    bytes: 0,
    close,
    write: async (tx) => {
      for (const { name, file } of files) {
        let number = 0;
        for (const bytes of file.pieces())
          await tx.bundlePiece.create({ data: { bundleId, file: name, number: number++, bytes } });
      }
      await tx.bundle.update({ where: { id: bundleId }, data: { manifest, computedAt: new Date() } });
    },
  };
};
