-- Which lanes a worker takes jobs from.
ALTER TABLE "Worker" ADD COLUMN "lanes" "Lane"[];
UPDATE "Worker" SET "lanes" = '{interactive,background}';
