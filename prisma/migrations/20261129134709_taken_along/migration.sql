-- CreateTable
CREATE TABLE "TakenAlong" (
    "readerId" UUID NOT NULL,
    "dictionaryId" UUID NOT NULL,
    "index" INTEGER NOT NULL,

    CONSTRAINT "TakenAlong_pkey" PRIMARY KEY ("readerId","dictionaryId","index")
);

-- CreateIndex
CREATE INDEX "TakenAlong_dictionaryId_idx" ON "TakenAlong"("dictionaryId");

-- AddForeignKey
ALTER TABLE "TakenAlong" ADD CONSTRAINT "TakenAlong_readerId_fkey" FOREIGN KEY ("readerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TakenAlong" ADD CONSTRAINT "TakenAlong_dictionaryId_fkey" FOREIGN KEY ("dictionaryId") REFERENCES "Dictionary"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "TakenAlong" ADD CONSTRAINT "TakenAlong_index_check" CHECK (index >= 0);

-- What was given to somebody up to now, as far as that is still known.
INSERT INTO "TakenAlong" ("readerId", "dictionaryId", "index")
  SELECT DISTINCT e."readerId", f."dictionaryId", f."index" FROM "ProjectExport" e JOIN "ProjectFeature" f ON f."projectId" = e."projectId"
  WHERE f."finishedAt" <= e.at;

-- Who took along what others judged of a feature does not judge it blind, also when the project is gone or the feature out of it.
CREATE OR REPLACE FUNCTION note_blindness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."isBlind" := NEW."judgeId" IS NULL OR NOT EXISTS (
    SELECT FROM "TakenAlong" t
    WHERE t."readerId" = NEW."judgeId" AND t."dictionaryId" = NEW."dictionaryId" AND t."index" = NEW."index");
  RETURN NEW;
END
$$;

-- DropForeignKey
ALTER TABLE "ProjectExport" DROP CONSTRAINT "ProjectExport_projectId_fkey";

-- DropForeignKey
ALTER TABLE "ProjectExport" DROP CONSTRAINT "ProjectExport_readerId_fkey";

-- DropTable
DROP TABLE "ProjectExport";
