-- CreateTable
CREATE TABLE "Family" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "title" VARCHAR(120) NOT NULL,
    "prompts" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "latest" INTEGER NOT NULL DEFAULT 1,
    "isPublic" BOOLEAN NOT NULL DEFAULT false,
    "hiddenAt" TIMESTAMPTZ(3),
    "keptPublic" BOOLEAN NOT NULL DEFAULT false,
    "forkedFromId" UUID,
    "forkedFromVersion" INTEGER,
    "bundledName" VARCHAR(40),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Family_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FamilyVersion" (
    "familyId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "prompts" INTEGER NOT NULL,
    "heldOut" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FamilyVersion_pkey" PRIMARY KEY ("familyId","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "Family_bundledName_key" ON "Family"("bundledName");

-- CreateIndex
CREATE INDEX "Family_ownerId_id_idx" ON "Family"("ownerId", "id" DESC);

-- CreateIndex
CREATE INDEX "Family_isPublic_id_idx" ON "Family"("isPublic", "id" DESC);

-- CreateIndex
CREATE INDEX "Family_forkedFromId_idx" ON "Family"("forkedFromId");

-- CreateIndex
CREATE INDEX "Family_title_idx" ON "Family" USING GIN ("title" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "Family" ADD CONSTRAINT "Family_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Family" ADD CONSTRAINT "Family_forkedFromId_fkey" FOREIGN KEY ("forkedFromId") REFERENCES "Family"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FamilyVersion" ADD CONSTRAINT "FamilyVersion_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "Family"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "Family" ADD CONSTRAINT "Family_numbers_check" CHECK (latest >= 1 AND prompts BETWEEN 1 AND 1000);
ALTER TABLE "FamilyVersion" ADD CONSTRAINT "FamilyVersion_numbers_check"
  CHECK (number >= 1 AND prompts BETWEEN 1 AND 1000 AND "heldOut" BETWEEN 0 AND prompts);

-- A version is cited by its hash.
CREATE TRIGGER never_changes BEFORE UPDATE ON "FamilyVersion"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- As in the migration `moderation`: what is hidden, and all of whoever is suspended, is public to nobody.
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "isPublic", "hiddenAt" ON "Family"
  FOR EACH ROW EXECUTE FUNCTION keep_collection_aside();

-- As in the migration `changes_of_pages`.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Family', 'FamilyVersion'] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;
