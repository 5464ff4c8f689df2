-- Entries for bounties are compared to circuits that explain the same feature or tokens, wherever these stand in a text.
CREATE INDEX "Circuit_target_without_position_idx" ON "Circuit" (split_part("target", '@', 1));
