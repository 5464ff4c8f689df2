import { getHealth } from "@/lib/health/get-health";

/** For load balancers and `npm start`: 200 when everything a visitor needs is alive, else 503 with what is not. */
export async function GET(): Promise<Response> {
  const health = await getHealth();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}
