-- AlterTable
ALTER TABLE "LabelCheck" ADD COLUMN     "goldId" UUID;

-- CreateTable
CREATE TABLE "GoldItem" (
    "id" UUID NOT NULL,
    "labelId" UUID NOT NULL,
    "wording" INTEGER NOT NULL,
    "indexId" UUID NOT NULL,
    "window" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "stratum" JSONB NOT NULL,
    "fires" BOOLEAN NOT NULL,
    "says" BOOLEAN NOT NULL,
    "reason" VARCHAR(400) NOT NULL,
    "pickerId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "GoldItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GoldDispute" (
    "id" UUID NOT NULL,
    "goldId" UUID NOT NULL,
    "disputerId" UUID,
    "reason" VARCHAR(400) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settledAt" TIMESTAMPTZ(3),
    "isUpheld" BOOLEAN,
    "settledById" UUID,

    CONSTRAINT "GoldDispute_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "GoldItem_pickerId_idx" ON "GoldItem"("pickerId");

-- CreateIndex
CREATE UNIQUE INDEX "GoldItem_labelId_wording_indexId_window_key" ON "GoldItem"("labelId", "wording", "indexId", "window");

-- CreateIndex
CREATE INDEX "GoldDispute_disputerId_idx" ON "GoldDispute"("disputerId");

-- CreateIndex
CREATE INDEX "GoldDispute_settledById_idx" ON "GoldDispute"("settledById");

-- CreateIndex
CREATE UNIQUE INDEX "GoldDispute_goldId_disputerId_key" ON "GoldDispute"("goldId", "disputerId");

-- CreateIndex
CREATE UNIQUE INDEX "LabelCheck_goldId_raterId_key" ON "LabelCheck"("goldId", "raterId");

-- AddForeignKey
ALTER TABLE "LabelCheck" ADD CONSTRAINT "LabelCheck_goldId_fkey" FOREIGN KEY ("goldId") REFERENCES "GoldItem"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GoldItem" ADD CONSTRAINT "GoldItem_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GoldItem" ADD CONSTRAINT "GoldItem_pickerId_fkey" FOREIGN KEY ("pickerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GoldDispute" ADD CONSTRAINT "GoldDispute_goldId_fkey" FOREIGN KEY ("goldId") REFERENCES "GoldItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GoldDispute" ADD CONSTRAINT "GoldDispute_disputerId_fkey" FOREIGN KEY ("disputerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GoldDispute" ADD CONSTRAINT "GoldDispute_settledById_fkey" FOREIGN KEY ("settledById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
