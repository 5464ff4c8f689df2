-- CreateTable
CREATE TABLE "Vocabulary" (
    "modelId" UUID NOT NULL,
    "texts" BYTEA NOT NULL,

    CONSTRAINT "Vocabulary_pkey" PRIMARY KEY ("modelId")
);

-- AddForeignKey
ALTER TABLE "Vocabulary" ADD CONSTRAINT "Vocabulary_modelId_fkey" FOREIGN KEY ("modelId") REFERENCES "Model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
