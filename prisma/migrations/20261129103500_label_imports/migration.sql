-- AlterTable
ALTER TABLE "Label" ADD COLUMN     "importId" UUID;

-- CreateTable
CREATE TABLE "LabelImport" (
    "id" UUID NOT NULL,
    "importerId" UUID,
    "fileName" VARCHAR(160) NOT NULL,
    "report" JSONB,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),
    "undoReason" VARCHAR(1000),
    "takenBack" INTEGER,

    CONSTRAINT "LabelImport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LabelImport_importerId_idx" ON "LabelImport"("importerId");

-- CreateIndex
CREATE INDEX "Label_importId_idx" ON "Label"("importId");

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_importId_fkey" FOREIGN KEY ("importId") REFERENCES "LabelImport"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LabelImport" ADD CONSTRAINT "LabelImport_importerId_fkey" FOREIGN KEY ("importerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
