import { getHealth } from "@/lib/health/get-health";

const keptMillis = 200;
let asked: ReturnType<typeof getHealth> | undefined;

/** The same answer for all who ask at about the same time, so that nobody has the database asked as often as they like. */
function presentHealth(): ReturnType<typeof getHealth> {
  asked ??= getHealth().finally(() => {
    setTimeout(() => {
      asked = undefined;
    }, keptMillis).unref();
  });
  return asked;
}

/** For load balancers and `npm start`: 200 when everything a visitor needs is alive, else 503 with what is not. */
export async function GET(): Promise<Response> {
  const health = await presentHealth();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}
