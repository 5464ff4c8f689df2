import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findLeaderboards } from "@/lib/leaderboards/find-leaderboards";
import { leaderboardsSchema } from "@/lib/leaderboards/view";

export const GET = route({
  summary: "People whose labels are borne out and who tell blind, by measured quality and not by count.",
  access: "anyone",
  limit: { name: "leaderboards", points: 60, perSeconds: 60 },
  answer: json(leaderboardsSchema),
  handle: findLeaderboards,
});
