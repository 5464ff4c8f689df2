-- CreateTable
CREATE TABLE "WantedItem" (
    "id" UUID NOT NULL,
    "askerId" UUID NOT NULL,
    "text" VARCHAR(300) NOT NULL,
    "feature" VARCHAR(300) NOT NULL DEFAULT '',
    "pattern" VARCHAR(300) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),
    "hiddenAt" TIMESTAMPTZ(3),
    "isShown" BOOLEAN NOT NULL DEFAULT true,
    "votes" INTEGER NOT NULL DEFAULT 0,
    "bountyId" UUID,

    CONSTRAINT "WantedItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WantedVote" (
    "wantedId" UUID NOT NULL,
    "voterId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WantedVote_pkey" PRIMARY KEY ("wantedId","voterId")
);

-- CreateIndex
CREATE INDEX "WantedItem_isShown_votes_id_idx" ON "WantedItem"("isShown", "votes" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "WantedItem_askerId_id_idx" ON "WantedItem"("askerId", "id" DESC);

-- CreateIndex
CREATE INDEX "WantedItem_bountyId_idx" ON "WantedItem"("bountyId");

-- CreateIndex
CREATE INDEX "WantedVote_voterId_wantedId_idx" ON "WantedVote"("voterId", "wantedId");

-- AddForeignKey
ALTER TABLE "WantedItem" ADD CONSTRAINT "WantedItem_askerId_fkey" FOREIGN KEY ("askerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WantedItem" ADD CONSTRAINT "WantedItem_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WantedVote" ADD CONSTRAINT "WantedVote_wantedId_fkey" FOREIGN KEY ("wantedId") REFERENCES "WantedItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WantedVote" ADD CONSTRAINT "WantedVote_voterId_fkey" FOREIGN KEY ("voterId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

CREATE INDEX "WantedItem_words_idx" ON "WantedItem" USING gin (to_tsvector('simple', text || ' ' || pattern));

CREATE FUNCTION keep_wanted_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."isShown" := NEW."hiddenAt" IS NULL AND NEW."withdrawnAt" IS NULL AND NOT is_suspended(NEW."askerId");
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "isShown", "hiddenAt", "withdrawnAt" ON "WantedItem"
  FOR EACH ROW EXECUTE FUNCTION keep_wanted_aside();

-- Holds the item first, so that of two who vote at once the later counts both.
CREATE FUNCTION count_wanted_votes(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "WantedItem" WHERE id = wanted FOR UPDATE;
  UPDATE "WantedItem" SET votes = (
    SELECT count(*) FROM "WantedVote" v JOIN "User" u ON u.id = v."voterId" WHERE v."wantedId" = wanted AND u."suspendedAt" IS NULL)
  WHERE id = wanted;
END
$$;
CREATE FUNCTION count_wanted_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_wanted_votes(CASE WHEN TG_OP = 'DELETE' THEN OLD."wantedId" ELSE NEW."wantedId" END);
  RETURN NULL;
END
$$;
CREATE TRIGGER counts AFTER INSERT OR DELETE ON "WantedVote" FOR EACH ROW EXECUTE FUNCTION count_wanted_vote();

CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "WantedItem"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "WantedVote"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
