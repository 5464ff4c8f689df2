-- Who shares a place is among what a bounty that was entered for keeps, which the last form of this function left out.
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
    OR NEW."provisionalAt" + make_interval(hours => 24 * NEW."appealDays") > clock_timestamp()) THEN
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
