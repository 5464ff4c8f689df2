-- CreateTable
CREATE TABLE "Bounty" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(60) NOT NULL,
    "sponsorId" UUID NOT NULL,
    "title" VARCHAR(160) NOT NULL,
    "brief" TEXT NOT NULL DEFAULT '',
    "writeUp" JSONB NOT NULL DEFAULT '[]',
    "rewards" BIGINT[],
    "currency" CHAR(3),
    "prize" VARCHAR(300) NOT NULL DEFAULT '',
    "licence" TEXT NOT NULL DEFAULT 'CC-BY-4.0',
    "rules" JSONB NOT NULL DEFAULT '[]',
    "rubric" JSONB NOT NULL DEFAULT '[]',
    "nullResults" BOOLEAN NOT NULL DEFAULT false,
    "replications" BOOLEAN NOT NULL DEFAULT false,
    "maxEntriesADay" SMALLINT NOT NULL DEFAULT 5,
    "maxTeam" SMALLINT NOT NULL DEFAULT 5,
    "appealDays" SMALLINT NOT NULL DEFAULT 7,
    "replyDays" SMALLINT NOT NULL DEFAULT 14,
    "termsHash" CHAR(64) NOT NULL,
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "cancelReason" VARCHAR(1000) NOT NULL DEFAULT '',
    "provisionalAt" TIMESTAMPTZ(3),
    "awardedAt" TIMESTAMPTZ(3),
    "firstEntryAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "seed" VARCHAR(40),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "hiddenAt" TIMESTAMPTZ(3),
    "lockedAt" TIMESTAMPTZ(3),
    "isShown" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Bounty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BountyJudge" (
    "bountyId" UUID NOT NULL,
    "judgeId" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BountyJudge_pkey" PRIMARY KEY ("bountyId","judgeId")
);

-- CreateTable
CREATE TABLE "BountyEvent" (
    "id" BIGSERIAL NOT NULL,
    "bountyId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "actorId" UUID,
    "kind" VARCHAR(20) NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "BountyEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BountyEntry" (
    "id" UUID NOT NULL,
    "bountyId" UUID NOT NULL,
    "entrantId" UUID NOT NULL,
    "findingId" UUID,
    "latest" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "BountyEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntryMember" (
    "entryId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EntryMember_pkey" PRIMARY KEY ("entryId","memberId")
);

-- CreateTable
CREATE TABLE "EntryVersion" (
    "entryId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "committedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "contentHash" CHAR(64) NOT NULL,
    "termsHash" CHAR(64) NOT NULL,
    "file" BYTEA NOT NULL,
    "facts" BYTEA NOT NULL,
    "factsHash" CHAR(64) NOT NULL,
    "report" JSONB NOT NULL,
    "isEligible" BOOLEAN,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "EntryVersion_pkey" PRIMARY KEY ("entryId","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "Bounty_slug_key" ON "Bounty"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Bounty_seed_key" ON "Bounty"("seed");

-- CreateIndex
CREATE INDEX "Bounty_isShown_closesAt_id_idx" ON "Bounty"("isShown", "closesAt", "id");

-- CreateIndex
CREATE INDEX "Bounty_sponsorId_id_idx" ON "Bounty"("sponsorId", "id" DESC);

-- CreateIndex
CREATE INDEX "BountyJudge_judgeId_bountyId_idx" ON "BountyJudge"("judgeId", "bountyId");

-- CreateIndex
CREATE INDEX "BountyEvent_bountyId_id_idx" ON "BountyEvent"("bountyId", "id");

-- CreateIndex
CREATE INDEX "BountyEvent_actorId_id_idx" ON "BountyEvent"("actorId", "id" DESC);

-- CreateIndex
CREATE INDEX "BountyEntry_bountyId_id_idx" ON "BountyEntry"("bountyId", "id");

-- CreateIndex
CREATE INDEX "BountyEntry_entrantId_id_idx" ON "BountyEntry"("entrantId", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "BountyEntry_bountyId_findingId_key" ON "BountyEntry"("bountyId", "findingId");

-- CreateIndex
CREATE INDEX "EntryMember_memberId_entryId_idx" ON "EntryMember"("memberId", "entryId");

-- CreateIndex
CREATE INDEX "EntryVersion_contentHash_idx" ON "EntryVersion"("contentHash");

-- AddForeignKey
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_sponsorId_fkey" FOREIGN KEY ("sponsorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyJudge" ADD CONSTRAINT "BountyJudge_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyJudge" ADD CONSTRAINT "BountyJudge_judgeId_fkey" FOREIGN KEY ("judgeId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyEvent" ADD CONSTRAINT "BountyEvent_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyEntry" ADD CONSTRAINT "BountyEntry_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyEntry" ADD CONSTRAINT "BountyEntry_entrantId_fkey" FOREIGN KEY ("entrantId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyEntry" ADD CONSTRAINT "BountyEntry_findingId_fkey" FOREIGN KEY ("findingId") REFERENCES "Finding"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryMember" ADD CONSTRAINT "EntryMember_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "BountyEntry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryMember" ADD CONSTRAINT "EntryMember_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryVersion" ADD CONSTRAINT "EntryVersion_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "BountyEntry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

-- Sums of money stay below 2^53 together, so that JSON's numbers say them exactly.
CREATE FUNCTION are_rewards(rewards bigint[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(rewards, NULL) IS NULL AND cardinality(rewards) <= 20
    AND coalesce((SELECT min(r) > 0 AND sum(r::numeric) <= 9007199254740991 FROM unnest(rewards) r), true)
$$;
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_slug_check" CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_rewards_check" CHECK (are_rewards(rewards) AND (cardinality(rewards) = 0) = (currency IS NULL));
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_currency_check" CHECK (currency ~ '^[A-Z]{3}$');
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_moments_check" CHECK (
  "closesAt" > "opensAt"
  AND ("provisionalAt" IS NULL OR "provisionalAt" >= "closesAt")
  AND ("awardedAt" IS NULL OR "provisionalAt" IS NOT NULL AND "cancelledAt" IS NULL)
  AND ("openedAt" IS NOT NULL OR ("cancelledAt" IS NULL AND "firstEntryAt" IS NULL AND "provisionalAt" IS NULL)));
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_bounds_check" CHECK (
  "maxEntriesADay" BETWEEN 1 AND 50 AND "maxTeam" BETWEEN 1 AND 20 AND "appealDays" BETWEEN 1 AND 90 AND "replyDays" BETWEEN 1 AND 90);

CREATE FUNCTION keep_bounty_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."isShown" := NEW."openedAt" IS NOT NULL AND NEW."hiddenAt" IS NULL AND NOT is_suspended(NEW."sponsorId");
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_aside BEFORE INSERT OR UPDATE OF "isShown", "openedAt", "hiddenAt" ON "Bounty"
  FOR EACH ROW EXECUTE FUNCTION keep_bounty_aside();

-- What stands of a bounty once something was entered for it: all but how it goes on, and a deadline put later while it is open. What was
-- opened is never closed again as if it had not been, and never deleted.
CREATE FUNCTION freeze_bounty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD."openedAt" IS NOT NULL THEN
      RAISE EXCEPTION 'A bounty that was opened is not deleted.' USING ERRCODE = 'CC001';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW."sponsorId" <> OLD."sponsorId" OR NEW.slug <> OLD.slug
    OR OLD."openedAt" IS NOT NULL AND NEW."openedAt" IS DISTINCT FROM OLD."openedAt"
    OR OLD."firstEntryAt" IS NOT NULL AND NEW."firstEntryAt" IS DISTINCT FROM OLD."firstEntryAt"
    OR OLD."cancelledAt" IS NOT NULL AND (NEW."cancelledAt", NEW."cancelReason") IS DISTINCT FROM (OLD."cancelledAt", OLD."cancelReason") THEN
    RAISE EXCEPTION 'What became of a bounty does not change.' USING ERRCODE = 'CC001';
  END IF;
  IF OLD."firstEntryAt" IS NOT NULL AND (
    (NEW.title, NEW.brief, NEW.rewards, NEW.currency, NEW.prize, NEW.licence, NEW.rules, NEW.rubric, NEW."nullResults", NEW.replications,
      NEW."maxEntriesADay", NEW."maxTeam", NEW."appealDays", NEW."replyDays", NEW."termsHash", NEW."opensAt")
    IS DISTINCT FROM
    (OLD.title, OLD.brief, OLD.rewards, OLD.currency, OLD.prize, OLD.licence, OLD.rules, OLD.rubric, OLD."nullResults", OLD.replications,
      OLD."maxEntriesADay", OLD."maxTeam", OLD."appealDays", OLD."replyDays", OLD."termsHash", OLD."opensAt")
    OR NEW."closesAt" < OLD."closesAt") THEN
    RAISE EXCEPTION 'A bounty that was entered for keeps its rules.' USING ERRCODE = 'CC001';
  END IF;
  IF OLD."openedAt" IS NOT NULL AND NEW."closesAt" <> OLD."closesAt" AND OLD."closesAt" <= clock_timestamp() THEN
    RAISE EXCEPTION 'A bounty that is closed is not opened again.' USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER freezes BEFORE UPDATE OR DELETE ON "Bounty" FOR EACH ROW EXECUTE FUNCTION freeze_bounty();

CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "BountyEvent" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is entered is admitted by this clock, to the second, while the bounty's row is held: a deadline is put later before or after it, not
-- between. Of all who write entries, each holds the bounty first and its entry then.
CREATE FUNCTION admit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
  entry "BountyEntry";
BEGIN
  SELECT b.* INTO held FROM "Bounty" b JOIN "BountyEntry" e ON e."bountyId" = b.id WHERE e.id = NEW."entryId" FOR NO KEY UPDATE OF b;
  SELECT e.* INTO entry FROM "BountyEntry" e WHERE e.id = NEW."entryId" FOR UPDATE;
  NEW."committedAt" := date_trunc('milliseconds', clock_timestamp());
  IF NOT held."isShown" OR held."cancelledAt" IS NOT NULL OR NEW."committedAt" < held."opensAt" THEN
    RAISE EXCEPTION 'This bounty is not open.' USING ERRCODE = 'CC002';
  END IF;
  IF NEW."committedAt" >= held."closesAt" THEN
    RAISE EXCEPTION 'This bounty closed before.' USING ERRCODE = 'CC003';
  END IF;
  IF NEW."termsHash" <> held."termsHash" OR NEW.number <> entry.latest + 1 THEN
    RAISE EXCEPTION 'This was changed meanwhile.' USING ERRCODE = 'CC004';
  END IF;
  UPDATE "BountyEntry" SET latest = NEW.number, "withdrawnAt" = NULL WHERE id = NEW."entryId";
  UPDATE "Bounty" SET "firstEntryAt" = NEW."committedAt" WHERE id = held.id AND "firstEntryAt" IS NULL;
  RETURN NEW;
END
$$;
CREATE TRIGGER admits BEFORE INSERT ON "EntryVersion" FOR EACH ROW EXECUTE FUNCTION admit_entry();

-- What was committed to stays; what was still computed then is filled in until it is settled.
CREATE FUNCTION keep_entry_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."entryId", NEW.number, NEW.revision, NEW."committedAt", NEW."contentHash", NEW."termsHash")
    IS DISTINCT FROM (OLD."entryId", OLD.number, OLD.revision, OLD."committedAt", OLD."contentHash", OLD."termsHash")
    OR OLD."settledAt" IS NOT NULL THEN
    RAISE EXCEPTION 'What was entered does not change.' USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_versions BEFORE UPDATE ON "EntryVersion" FOR EACH ROW EXECUTE FUNCTION keep_entry_version();

-- An entry is withdrawn, and brought back by another version, until the deadline; who confirms it does so until then.
CREATE FUNCTION hold_entry_to_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."bountyId", NEW."entrantId") IS DISTINCT FROM (OLD."bountyId", OLD."entrantId") OR NEW.latest < OLD.latest THEN
    RAISE EXCEPTION 'What was entered does not change.' USING ERRCODE = 'CC001';
  END IF;
  IF (NEW."withdrawnAt", NEW."confirmedAt") IS DISTINCT FROM (OLD."withdrawnAt", OLD."confirmedAt")
    AND NOT EXISTS (SELECT FROM "Bounty" b WHERE b.id = NEW."bountyId" AND b."closesAt" > clock_timestamp()) THEN
    RAISE EXCEPTION 'This bounty closed before.' USING ERRCODE = 'CC003';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER holds_to_deadline BEFORE UPDATE ON "BountyEntry" FOR EACH ROW EXECUTE FUNCTION hold_entry_to_deadline();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Bounty', 'BountyJudge', 'BountyEvent', 'BountyEntry', 'EntryMember', 'EntryVersion'] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;
