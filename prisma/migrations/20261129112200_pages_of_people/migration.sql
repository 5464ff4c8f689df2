-- When somebody is written to, and whether they watch what they discuss, stands on no page of others: with many people that changes
-- every minute, and would have every page made anew that names one of them.
DROP TRIGGER tells_pages ON "User";
CREATE TRIGGER tells_pages AFTER INSERT OR DELETE OR TRUNCATE ON "User"
  FOR EACH STATEMENT EXECUTE FUNCTION tell_pages_of_table();
CREATE TRIGGER tells_pages_of_update AFTER UPDATE ON "User"
  FOR EACH ROW WHEN (
    to_jsonb(OLD) - 'digestEvery' - 'digestDueAt' - 'digestedUntil' - 'watchesWhatTheyDiscuss' - 'updatedAt' IS DISTINCT FROM
    to_jsonb(NEW) - 'digestEvery' - 'digestDueAt' - 'digestedUntil' - 'watchesWhatTheyDiscuss' - 'updatedAt')
  EXECUTE FUNCTION tell_pages_of_table();
