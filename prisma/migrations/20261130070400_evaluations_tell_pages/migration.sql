-- By hand: what Prisma's schema language cannot say. Of which circuit an evaluation is, so that other circuits' pages stay kept.
DROP TRIGGER tells_pages ON "Evaluation";
CREATE TRIGGER tells_pages AFTER INSERT OR UPDATE OR DELETE ON "Evaluation"
  FOR EACH ROW EXECUTE FUNCTION tell_pages_of_row('Circuit', 'circuitId', 'Evaluation', 'id');
