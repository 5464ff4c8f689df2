-- AlterTable
ALTER TABLE "Webhook" ADD COLUMN     "slugs" VARCHAR(60)[] DEFAULT ARRAY[]::VARCHAR(60)[];

-- By hand: what Prisma's schema language cannot say.
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_slugs_check" CHECK (
  slugs IS NOT NULL AND cardinality(slugs) <= 50 AND array_position(slugs, NULL) IS NULL);
