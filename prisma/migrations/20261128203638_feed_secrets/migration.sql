-- CreateTable
CREATE TABLE "FeedSecret" (
    "userId" UUID NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FeedSecret_pkey" PRIMARY KEY ("userId")
);

-- CreateIndex
CREATE UNIQUE INDEX "FeedSecret_secretHash_key" ON "FeedSecret"("secretHash");

-- AddForeignKey
ALTER TABLE "FeedSecret" ADD CONSTRAINT "FeedSecret_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
