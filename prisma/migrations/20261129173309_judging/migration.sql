-- AlterTable
ALTER TABLE "Bounty" ADD COLUMN     "judgesEach" SMALLINT;

-- AlterTable
ALTER TABLE "BountyJudge" ADD COLUMN     "excusedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "EntryAssignment" (
    "entryId" UUID NOT NULL,
    "judgeId" UUID NOT NULL,
    "assignedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "place" DOUBLE PRECISION NOT NULL DEFAULT random(),
    "points" SMALLINT[] DEFAULT ARRAY[]::SMALLINT[],
    "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "scoredAt" TIMESTAMPTZ(3),
    "blindPoints" SMALLINT[] DEFAULT ARRAY[]::SMALLINT[],
    "conflictAt" TIMESTAMPTZ(3),
    "conflictReason" VARCHAR(1000) NOT NULL DEFAULT '',

    CONSTRAINT "EntryAssignment_pkey" PRIMARY KEY ("entryId","judgeId")
);

-- CreateTable
CREATE TABLE "JudgeRemark" (
    "id" UUID NOT NULL,
    "bountyId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "body" VARCHAR(4000) NOT NULL,

    CONSTRAINT "JudgeRemark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntryRuling" (
    "id" BIGSERIAL NOT NULL,
    "entryId" UUID NOT NULL,
    "actorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "isAside" BOOLEAN NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,

    CONSTRAINT "EntryRuling_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntryAppeal" (
    "entryId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "body" VARCHAR(4000) NOT NULL,
    "answererId" UUID,
    "answeredAt" TIMESTAMPTZ(3),
    "answer" VARCHAR(4000) NOT NULL DEFAULT '',

    CONSTRAINT "EntryAppeal_pkey" PRIMARY KEY ("entryId")
);

-- CreateTable
CREATE TABLE "EntryReply" (
    "entryId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "accepts" BOOLEAN NOT NULL,

    CONSTRAINT "EntryReply_pkey" PRIMARY KEY ("entryId")
);

-- CreateTable
CREATE TABLE "BountyResult" (
    "bountyId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "actorId" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "BountyResult_pkey" PRIMARY KEY ("bountyId","number")
);

-- CreateTable
CREATE TABLE "LedgerLine" (
    "id" BIGSERIAL NOT NULL,
    "bountyId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "actorId" UUID,
    "kind" VARCHAR(20) NOT NULL,
    "place" SMALLINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "entryId" UUID,
    "personId" UUID,
    "reference" VARCHAR(200) NOT NULL DEFAULT '',

    CONSTRAINT "LedgerLine_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EntryAssignment_judgeId_entryId_idx" ON "EntryAssignment"("judgeId", "entryId");

-- CreateIndex
CREATE INDEX "JudgeRemark_bountyId_id_idx" ON "JudgeRemark"("bountyId", "id");

-- CreateIndex
CREATE INDEX "JudgeRemark_authorId_id_idx" ON "JudgeRemark"("authorId", "id");

-- CreateIndex
CREATE INDEX "EntryRuling_entryId_id_idx" ON "EntryRuling"("entryId", "id");

-- CreateIndex
CREATE INDEX "EntryRuling_actorId_id_idx" ON "EntryRuling"("actorId", "id");

-- CreateIndex
CREATE INDEX "EntryAppeal_authorId_idx" ON "EntryAppeal"("authorId");

-- CreateIndex
CREATE INDEX "EntryAppeal_answererId_idx" ON "EntryAppeal"("answererId");

-- CreateIndex
CREATE INDEX "EntryReply_authorId_idx" ON "EntryReply"("authorId");

-- CreateIndex
CREATE INDEX "BountyResult_actorId_idx" ON "BountyResult"("actorId");

-- CreateIndex
CREATE INDEX "LedgerLine_bountyId_id_idx" ON "LedgerLine"("bountyId", "id");

-- CreateIndex
CREATE INDEX "LedgerLine_entryId_idx" ON "LedgerLine"("entryId");

-- CreateIndex
CREATE INDEX "LedgerLine_personId_id_idx" ON "LedgerLine"("personId", "id" DESC);

-- CreateIndex
CREATE INDEX "LedgerLine_actorId_idx" ON "LedgerLine"("actorId");

-- AddForeignKey
ALTER TABLE "EntryAssignment" ADD CONSTRAINT "EntryAssignment_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "BountyEntry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryAssignment" ADD CONSTRAINT "EntryAssignment_judgeId_fkey" FOREIGN KEY ("judgeId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JudgeRemark" ADD CONSTRAINT "JudgeRemark_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JudgeRemark" ADD CONSTRAINT "JudgeRemark_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryRuling" ADD CONSTRAINT "EntryRuling_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "BountyEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryRuling" ADD CONSTRAINT "EntryRuling_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryAppeal" ADD CONSTRAINT "EntryAppeal_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "BountyEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryAppeal" ADD CONSTRAINT "EntryAppeal_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryAppeal" ADD CONSTRAINT "EntryAppeal_answererId_fkey" FOREIGN KEY ("answererId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryReply" ADD CONSTRAINT "EntryReply_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "BountyEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntryReply" ADD CONSTRAINT "EntryReply_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyResult" ADD CONSTRAINT "BountyResult_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BountyResult" ADD CONSTRAINT "BountyResult_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_bountyId_fkey" FOREIGN KEY ("bountyId") REFERENCES "Bounty"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "BountyEntry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_personId_fkey" FOREIGN KEY ("personId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what Prisma's schema language cannot say.

ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_judgesEach_check" CHECK ("judgesEach" BETWEEN 1 AND 20);
ALTER TABLE "EntryAssignment" ADD CONSTRAINT "EntryAssignment_scores_check" CHECK (
  points IS NOT NULL AND reasons IS NOT NULL AND "blindPoints" IS NOT NULL AND cardinality(points) = cardinality(reasons) AND (cardinality(points) > 0) = ("scoredAt" IS NOT NULL)
  AND NOT ("scoredAt" IS NOT NULL AND "conflictAt" IS NOT NULL)
  AND 0 <= ALL (points) AND 10 >= ALL (points) AND array_position(points, NULL) IS NULL
  AND cardinality("blindPoints") IN (0, cardinality(points)));
ALTER TABLE "EntryAppeal" ADD CONSTRAINT "EntryAppeal_answer_check" CHECK (
  ("answeredAt" IS NULL) = (answer = '') AND ("answeredAt" IS NULL) = ("answererId" IS NULL));
ALTER TABLE "BountyResult" ADD CONSTRAINT "BountyResult_kind_check" CHECK (kind IN ('provisional', 'award', 'correction'));
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_check" CHECK (
  kind IN ('promised', 'reserved', 'awarded', 'paid', 'cancelled') AND amount > 0 AND place BETWEEN 1 AND 20
  AND (kind IN ('awarded', 'paid')) = ("personId" IS NOT NULL) AND (kind IN ('awarded', 'paid')) = ("entryId" IS NOT NULL)
  AND (kind = 'paid' OR reference = ''));

-- One award a bounty, whoever asks for it and how often.
CREATE UNIQUE INDEX "BountyResult_one_award" ON "BountyResult" ((CASE WHEN kind = 'award' THEN "bountyId" END));

-- What stands of a bounty, and now its moments too: ranked after its close, again while it is not awarded, and awarded once the ranking
-- could be appealed against.
CREATE OR REPLACE FUNCTION freeze_bounty() RETURNS trigger LANGUAGE plpgsql AS $$
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
    OR OLD."cancelledAt" IS NOT NULL AND (NEW."cancelledAt", NEW."cancelReason") IS DISTINCT FROM (OLD."cancelledAt", OLD."cancelReason")
    OR OLD."awardedAt" IS NOT NULL
      AND (NEW."awardedAt", NEW."provisionalAt", NEW."cancelledAt") IS DISTINCT FROM (OLD."awardedAt", OLD."provisionalAt", OLD."cancelledAt")
    OR OLD."provisionalAt" IS NOT NULL AND (NEW."provisionalAt" IS NULL OR NEW."provisionalAt" < OLD."provisionalAt") THEN
    RAISE EXCEPTION 'What became of a bounty does not change.' USING ERRCODE = 'CC001';
  END IF;
  IF NEW."provisionalAt" IS DISTINCT FROM OLD."provisionalAt" AND (NEW."cancelledAt" IS NOT NULL OR NEW."closesAt" > clock_timestamp()) THEN
    RAISE EXCEPTION 'A bounty is ranked once it closed.' USING ERRCODE = 'CC001';
  END IF;
  IF NEW."awardedAt" IS DISTINCT FROM OLD."awardedAt" AND (NEW."provisionalAt" IS NULL
    OR NEW."provisionalAt" + make_interval(days => NEW."appealDays") > clock_timestamp()) THEN
    RAISE EXCEPTION 'A ranking is appealed against before the award.' USING ERRCODE = 'CC001';
  END IF;
  IF OLD."firstEntryAt" IS NOT NULL AND (
    (NEW.title, NEW.brief, NEW.rewards, NEW.currency, NEW.prize, NEW.licence, NEW.rules, NEW.rubric, NEW."nullResults", NEW.replications,
      NEW."maxEntriesADay", NEW."maxTeam", NEW."appealDays", NEW."replyDays", NEW."judgesEach", NEW."termsHash", NEW."opensAt")
    IS DISTINCT FROM
    (OLD.title, OLD.brief, OLD.rewards, OLD.currency, OLD.prize, OLD.licence, OLD.rules, OLD.rubric, OLD."nullResults", OLD.replications,
      OLD."maxEntriesADay", OLD."maxTeam", OLD."appealDays", OLD."replyDays", OLD."judgesEach", OLD."termsHash", OLD."opensAt")
    OR NEW."closesAt" < OLD."closesAt") THEN
    RAISE EXCEPTION 'A bounty that was entered for keeps its rules.' USING ERRCODE = 'CC001';
  END IF;
  IF OLD."openedAt" IS NOT NULL AND NEW."closesAt" <> OLD."closesAt" AND OLD."closesAt" <= clock_timestamp() THEN
    RAISE EXCEPTION 'A bounty that is closed is not opened again.' USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;

-- What judges write, they write between the close and the ranking, which holds the bounty's row; and nobody judges where they entered.
CREATE FUNCTION admit_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
BEGIN
  SELECT b.* INTO held FROM "Bounty" b JOIN "BountyEntry" e ON e."bountyId" = b.id WHERE e.id = NEW."entryId" FOR SHARE OF b;
  IF held."closesAt" > clock_timestamp() OR held."cancelledAt" IS NOT NULL OR held."provisionalAt" IS NOT NULL THEN
    RAISE EXCEPTION 'This bounty is not being judged.' USING ERRCODE = 'CC002';
  END IF;
  -- Who was excused scores nothing more; what they scored may still be noted as seen by the others.
  IF NOT EXISTS (SELECT FROM "BountyJudge" j WHERE j."bountyId" = held.id AND j."judgeId" = NEW."judgeId" AND j."excusedAt" IS NULL)
    AND (TG_OP = 'INSERT' OR (NEW.points, NEW.reasons, NEW."scoredAt", NEW."conflictAt")
      IS DISTINCT FROM (OLD.points, OLD.reasons, OLD."scoredAt", OLD."conflictAt")) THEN
    RAISE EXCEPTION 'Who scores an entry judges its bounty.' USING ERRCODE = 'CC001';
  END IF;
  IF EXISTS (SELECT FROM "EntryMember" m JOIN "BountyEntry" e ON e.id = m."entryId"
    WHERE e."bountyId" = held.id AND m."memberId" = NEW."judgeId" AND m."confirmedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'Nobody judges where they entered.' USING ERRCODE = 'CC001';
  END IF;
  IF NEW."scoredAt" IS NOT NULL AND cardinality(NEW.points) <> jsonb_array_length(held.rubric) THEN
    RAISE EXCEPTION 'Each criterion is scored.' USING ERRCODE = 'CC001';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD."conflictAt" IS NOT NULL AND NEW."conflictAt" IS NULL
    OR cardinality(OLD."blindPoints") > 0 AND NEW."blindPoints" IS DISTINCT FROM OLD."blindPoints") THEN
    RAISE EXCEPTION 'What was declared, and scored blind, stands.' USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER admits BEFORE INSERT OR UPDATE ON "EntryAssignment" FOR EACH ROW EXECUTE FUNCTION admit_assignment();

-- Neither the judges of what is ranked change, nor the sponsor's own standing as one.
CREATE FUNCTION hold_judges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
BEGIN
  SELECT b.* INTO held FROM "Bounty" b WHERE b.id = coalesce(NEW."bountyId", OLD."bountyId") FOR SHARE;
  IF held."provisionalAt" IS NOT NULL OR held."cancelledAt" IS NOT NULL THEN
    RAISE EXCEPTION 'Who judged a bounty stands.' USING ERRCODE = 'CC001';
  END IF;
  IF TG_OP <> 'INSERT' AND held."firstEntryAt" IS NOT NULL
    AND (TG_OP = 'DELETE' OR (NEW."bountyId", NEW."judgeId", NEW."addedAt") IS DISTINCT FROM (OLD."bountyId", OLD."judgeId", OLD."addedAt")
      OR OLD."excusedAt" IS NOT NULL AND NEW."excusedAt" IS DISTINCT FROM OLD."excusedAt") THEN
    RAISE EXCEPTION 'Judges of what was entered for are excused, and not forgotten.' USING ERRCODE = 'CC001';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER holds_judges BEFORE INSERT OR UPDATE OR DELETE ON "BountyJudge" FOR EACH ROW EXECUTE FUNCTION hold_judges();

CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "EntryRuling" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "EntryReply" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "BountyResult" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "JudgeRemark" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON "LedgerLine" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An entry ranks or does not by what was ruled before the award.
CREATE FUNCTION admit_ruling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
BEGIN
  SELECT b.* INTO held FROM "Bounty" b JOIN "BountyEntry" e ON e."bountyId" = b.id WHERE e.id = NEW."entryId" FOR SHARE OF b;
  IF held."closesAt" > clock_timestamp() OR held."cancelledAt" IS NOT NULL OR held."awardedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'This bounty is not being judged.' USING ERRCODE = 'CC002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER admits BEFORE INSERT ON "EntryRuling" FOR EACH ROW EXECUTE FUNCTION admit_ruling();

-- Appeals come while the ranking can be appealed against, by the database's clock, and are answered once, before the award.
CREATE FUNCTION admit_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
BEGIN
  SELECT b.* INTO held FROM "Bounty" b JOIN "BountyEntry" e ON e."bountyId" = b.id WHERE e.id = NEW."entryId" FOR SHARE OF b;
  IF held."cancelledAt" IS NOT NULL OR held."awardedAt" IS NOT NULL OR held."provisionalAt" IS NULL THEN
    RAISE EXCEPTION 'This bounty is not ranked, or is awarded.' USING ERRCODE = 'CC002';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF held."provisionalAt" + make_interval(days => held."appealDays") <= clock_timestamp() THEN
      RAISE EXCEPTION 'The time for appeals is over.' USING ERRCODE = 'CC003';
    END IF;
    IF NOT EXISTS (SELECT FROM "EntryMember" m WHERE m."entryId" = NEW."entryId" AND m."memberId" = NEW."authorId" AND m."confirmedAt" IS NOT NULL) THEN
      RAISE EXCEPTION 'Who entered appeals.' USING ERRCODE = 'CC001';
    END IF;
  ELSIF (NEW."entryId", NEW."authorId", NEW.at, NEW.body) IS DISTINCT FROM (OLD."entryId", OLD."authorId", OLD.at, OLD.body)
    OR OLD."answeredAt" IS NOT NULL THEN
    RAISE EXCEPTION 'What was said and answered stands.' USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER admits BEFORE INSERT OR UPDATE ON "EntryAppeal" FOR EACH ROW EXECUTE FUNCTION admit_appeal();

-- No sum of a place is below nothing: what is awarded or cancelled was promised, what is awarded was reserved, and what is paid awarded to
-- that person. Whoever writes a line holds the bounty's row.
CREATE FUNCTION balance_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
  promised numeric;
  reserved numeric;
  awarded numeric;
  cancelled numeric;
  owed numeric;
BEGIN
  SELECT b.* INTO held FROM "Bounty" b WHERE b.id = NEW."bountyId" FOR NO KEY UPDATE;
  IF NEW.currency IS DISTINCT FROM held.currency THEN
    -- Only what is taken back may be in the currency that it was promised in.
    IF NEW.kind <> 'cancelled' THEN
      RAISE EXCEPTION 'A bounty has one currency.' USING ERRCODE = 'CC001';
    END IF;
  END IF;
  IF NEW."entryId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "EntryMember" m JOIN "BountyEntry" e ON e.id = m."entryId"
    WHERE e.id = NEW."entryId" AND e."bountyId" = NEW."bountyId" AND m."memberId" = NEW."personId" AND m."confirmedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'What is awarded, is to whom entered.' USING ERRCODE = 'CC001';
  END IF;
  SELECT coalesce(sum(l.amount) FILTER (WHERE l.kind = 'promised'), 0), coalesce(sum(l.amount) FILTER (WHERE l.kind = 'reserved'), 0),
    coalesce(sum(l.amount) FILTER (WHERE l.kind = 'awarded'), 0), coalesce(sum(l.amount) FILTER (WHERE l.kind = 'cancelled'), 0),
    coalesce(sum(CASE l.kind WHEN 'awarded' THEN l.amount WHEN 'paid' THEN -l.amount END)
      FILTER (WHERE l."personId" = NEW."personId" AND l."entryId" = NEW."entryId"), 0)
    INTO promised, reserved, awarded, cancelled, owed
    FROM "LedgerLine" l WHERE l."bountyId" = NEW."bountyId" AND l.place = NEW.place AND l.currency = NEW.currency;
  CASE NEW.kind
    WHEN 'promised' THEN promised := promised + NEW.amount;
    WHEN 'reserved' THEN reserved := reserved + NEW.amount;
    WHEN 'awarded' THEN awarded := awarded + NEW.amount;
    WHEN 'cancelled' THEN cancelled := cancelled + NEW.amount;
    WHEN 'paid' THEN owed := owed - NEW.amount;
  END CASE;
  IF awarded + cancelled > promised OR reserved > promised OR awarded > reserved OR owed < 0 OR promised - cancelled > 9007199254740991 THEN
    RAISE EXCEPTION 'These sums do not agree: promised %, reserved %, awarded %, cancelled %, owed %.', promised, reserved, awarded, cancelled, owed
      USING ERRCODE = 'CC001';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER balances BEFORE INSERT ON "LedgerLine" FOR EACH ROW EXECUTE FUNCTION balance_ledger();

-- What was promised before there was a ledger.
INSERT INTO "LedgerLine" ("bountyId", at, kind, place, amount, currency)
  SELECT b.id, b."openedAt", 'promised', r.place, r.amount, b.currency
  FROM "Bounty" b CROSS JOIN unnest(b.rewards) WITH ORDINALITY r (amount, place)
  WHERE b."openedAt" IS NOT NULL AND b."cancelledAt" IS NULL;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['EntryAssignment', 'EntryRuling', 'EntryAppeal', 'EntryReply', 'BountyResult', 'LedgerLine'] LOOP
    EXECUTE format(
      'CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table()', name);
  END LOOP;
END
$$;
