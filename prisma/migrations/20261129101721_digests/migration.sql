-- AlterTable
ALTER TABLE "User" ADD COLUMN     "digestDueAt" TIMESTAMPTZ(3),
ADD COLUMN     "digestEvery" VARCHAR(10) NOT NULL DEFAULT 'never',
ADD COLUMN     "digestedUntil" UUID;

-- CreateTable
CREATE TABLE "Digest" (
    "id" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "fromId" UUID,
    "untilId" UUID NOT NULL,
    "secretHash" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Digest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Digest_secretHash_key" ON "Digest"("secretHash");

-- CreateIndex
CREATE INDEX "Digest_memberId_id_idx" ON "Digest"("memberId", "id" DESC);

-- CreateIndex
CREATE INDEX "Digest_nextTryAt_idx" ON "Digest"("nextTryAt");

-- AddForeignKey
ALTER TABLE "Digest" ADD CONSTRAINT "Digest_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "User" ADD CONSTRAINT "User_digest_check" CHECK (
  "digestEvery" IN ('never', 'daily', 'weekly') AND ("digestEvery" = 'never') = ("digestDueAt" IS NULL));
CREATE INDEX "User_digest_due_idx" ON "User" ((CASE WHEN "digestEvery" <> 'never' THEN "digestDueAt" END));
