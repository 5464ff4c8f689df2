-- A graph's nodes alone, from which two circuits are compared. Rows of earlier releases are filled by housekeeping.

-- AlterTable
ALTER TABLE "Circuit" ADD COLUMN     "nodes" BYTEA;
