-- CreateIndex
CREATE INDEX "FeatureEvidence_dictionaryId_maxActivation_index_idx" ON "FeatureEvidence"("dictionaryId", "maxActivation" DESC, "index");

-- By hand: the words of names, for the search of features. `simple` takes words as they are, since tokens are of any language.
CREATE INDEX "FeatureEvidence_words_idx" ON "FeatureEvidence" USING GIN (to_tsvector('simple', "standIn"));
