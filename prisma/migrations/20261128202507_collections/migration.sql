-- CreateTable
CREATE TABLE "Collection" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "title" VARCHAR(160) NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "writeUp" JSONB NOT NULL DEFAULT '[]',
    "isPublic" BOOLEAN NOT NULL DEFAULT false,
    "size" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CollectionItem" (
    "id" UUID NOT NULL,
    "collectionId" UUID NOT NULL,
    "findingId" UUID,
    "place" INTEGER NOT NULL,
    "note" VARCHAR(1000) NOT NULL DEFAULT '',
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CollectionItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Collection_ownerId_id_idx" ON "Collection"("ownerId", "id" DESC);

-- CreateIndex
CREATE INDEX "Collection_isPublic_id_idx" ON "Collection"("isPublic", "id" DESC);

-- CreateIndex
CREATE INDEX "CollectionItem_collectionId_place_idx" ON "CollectionItem"("collectionId", "place");

-- CreateIndex
CREATE INDEX "CollectionItem_collectionId_id_idx" ON "CollectionItem"("collectionId", "id" DESC);

-- CreateIndex
CREATE INDEX "CollectionItem_findingId_idx" ON "CollectionItem"("findingId");

-- CreateIndex
CREATE UNIQUE INDEX "CollectionItem_collectionId_findingId_key" ON "CollectionItem"("collectionId", "findingId");

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionItem" ADD CONSTRAINT "CollectionItem_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionItem" ADD CONSTRAINT "CollectionItem_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_size_check" CHECK (size BETWEEN 0 AND 10000);
ALTER TABLE "CollectionItem" ADD CONSTRAINT "CollectionItem_place_check" CHECK (place >= 1);

-- As in the migration `changes_of_pages`.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Collection', 'CollectionItem'] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;
