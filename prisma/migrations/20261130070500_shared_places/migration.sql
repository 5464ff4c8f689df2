-- AlterTable
ALTER TABLE "Bounty" ADD COLUMN     "sharedBy" SMALLINT[] DEFAULT ARRAY[]::SMALLINT[];

-- By hand: what Prisma's schema language cannot say.

-- How many entries share each place, or nothing where each is one entry's. Each of them has a unit at least.
CREATE FUNCTION are_sharers(sharers smallint[], rewards bigint[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT sharers IS NOT NULL AND array_position(sharers, NULL) IS NULL AND cardinality(sharers) IN (0, cardinality(rewards))
    AND coalesce((SELECT min(s) > 0 AND sum(s) <= 100 FROM unnest(sharers) s), true)
    AND NOT EXISTS (SELECT FROM unnest(sharers, rewards) AS of_place (s, r) WHERE s > r)
$$;
ALTER TABLE "Bounty" ADD CONSTRAINT "Bounty_sharedBy_check" CHECK (are_sharers("sharedBy", rewards));

-- Among how many a sum goes stands from the first entry on, as the sum does.
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
    (NEW.title, NEW.brief, NEW.rewards, NEW."sharedBy", NEW.currency, NEW.prize, NEW.licence, NEW.rules, NEW.rubric, NEW."nullResults", NEW.replications,
      NEW."maxEntriesADay", NEW."maxTeam", NEW."appealDays", NEW."replyDays", NEW."judgesEach", NEW."termsHash", NEW."opensAt")
    IS DISTINCT FROM
    (OLD.title, OLD.brief, OLD.rewards, OLD."sharedBy", OLD.currency, OLD.prize, OLD.licence, OLD.rules, OLD.rubric, OLD."nullResults", OLD.replications,
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

-- A place is awarded to no more entries than share it.
CREATE OR REPLACE FUNCTION balance_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held "Bounty";
  promised numeric;
  reserved numeric;
  awarded numeric;
  cancelled numeric;
  owed numeric;
  winners integer;
BEGIN
  SELECT b.* INTO held FROM "Bounty" b WHERE b.id = NEW."bountyId" FOR NO KEY UPDATE;
  IF NEW."entryId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "EntryMember" m JOIN "BountyEntry" e ON e.id = m."entryId"
    WHERE e.id = NEW."entryId" AND e."bountyId" = NEW."bountyId" AND m."memberId" = NEW."personId" AND m."confirmedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'What is awarded, is to whom entered.' USING ERRCODE = 'CC001';
  END IF;
  IF NEW.currency = 'XXX' THEN
    IF held.currency IS NOT NULL OR held."awardedAt" IS NULL THEN
      RAISE EXCEPTION 'What promises sums awards sums, and what is not awarded nothing.' USING ERRCODE = 'CC001';
    END IF;
    IF NEW.kind = 'paid' AND NOT EXISTS (
      SELECT FROM "LedgerLine" l WHERE l."bountyId" = NEW."bountyId" AND l.kind = 'awarded' AND l.place = NEW.place
        AND l."personId" = NEW."personId" AND l."entryId" = NEW."entryId") THEN
      RAISE EXCEPTION 'What is given, was awarded.' USING ERRCODE = 'CC001';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.currency IS DISTINCT FROM held.currency THEN
    -- Only what is taken back may be in the currency that it was promised in.
    IF NEW.kind <> 'cancelled' THEN
      RAISE EXCEPTION 'A bounty has one currency.' USING ERRCODE = 'CC001';
    END IF;
  END IF;
  IF NEW.kind = 'awarded' THEN
    SELECT count(DISTINCT l."entryId") INTO winners FROM "LedgerLine" l
      WHERE l."bountyId" = NEW."bountyId" AND l.kind = 'awarded' AND l.place = NEW.place AND l."entryId" <> NEW."entryId";
    IF winners >= coalesce(held."sharedBy"[NEW.place], 1) THEN
      RAISE EXCEPTION 'As many entries as share this place have it.' USING ERRCODE = 'CC001';
    END IF;
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
