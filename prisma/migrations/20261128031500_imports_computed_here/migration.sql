-- AlterTable
ALTER TABLE "ImportedCircuit" ADD COLUMN     "askedRunId" UUID;

-- AddForeignKey
ALTER TABLE "ImportedCircuit" ADD CONSTRAINT "ImportedCircuit_askedRunId_fkey" FOREIGN KEY ("askedRunId") REFERENCES "Run"("id") ON DELETE SET NULL ON UPDATE CASCADE;
