-- CreateTable
CREATE TABLE "Bundle" (
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "manifest" JSONB,
    "jobId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Bundle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BundlePiece" (
    "bundleId" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "BundlePiece_pkey" PRIMARY KEY ("bundleId","file","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "Bundle_day_key" ON "Bundle"("day");

-- CreateIndex
CREATE UNIQUE INDEX "Bundle_jobId_key" ON "Bundle"("jobId");

-- AddForeignKey
ALTER TABLE "Bundle" ADD CONSTRAINT "Bundle_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BundlePiece" ADD CONSTRAINT "BundlePiece_bundleId_fkey" FOREIGN KEY ("bundleId") REFERENCES "Bundle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Pages that are kept show what the latest holds.
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Bundle"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();

-- Packed already.
ALTER TABLE "BundlePiece" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
