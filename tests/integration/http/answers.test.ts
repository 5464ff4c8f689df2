import { describe, expect, test } from "vitest";
import { z } from "zod";
import { events, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { instantSchema } from "@/lib/instant";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const thingSchema = z.object({
  id: z.number(),
  madeAt: instantSchema,
  owner: z.object({ handle: z.string() }),
});
const told = { summary: "A test's own.", access: "anyone" } as const;

describe("an answer", () => {
  const thing = {
    id: 1,
    madeAt: new Date(0),
    owner: { handle: "ada", email: "ada@example.org" },
    secret: "x",
  };

  test("holds what its schema lists and nothing else, and its moments as text", async () => {
    const GET = route({ ...told, answer: json(thingSchema), handle: async () => thing });
    const sent = await (await call(GET)).json();
    expect(sent).toEqual({ id: 1, madeAt: "1970-01-01T00:00:00.000Z", owner: { handle: "ada" } });
    expect(thingSchema.parse(sent)).toEqual({ id: 1, madeAt: thing.madeAt, owner: { handle: "ada" } });
  });

  test("that does not fit its schema is a fault of the site's, and its values are not told", async () => {
    const GET = route({
      ...told,
      answer: json(thingSchema),
      handle: async () => ({ ...thing, id: Number.NaN }),
    });
    const response = await call(GET);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      code: "internal",
      title: expect.not.stringMatching(/NaN|ada|fit/),
    });
  });

  test("made of stored data that cannot be read is a fault of the site's, and not what was asked", async () => {
    const GET = route({
      ...told,
      params: z.object({}),
      answer: json(thingSchema),
      handle: async () => thingSchema.parse({ id: "no number" }),
    });
    expect((await call(GET)).status).toBe(500);
  });

  test("of many events holds in each what its schema lists, and breaks off at one that does not fit", async () => {
    const stream = (ids: number[]) =>
      route({
        ...told,
        answer: events("thing", thingSchema),
        handle: async () =>
          (async function* () {
            for (const id of ids) yield { ...thing, id };
          })(),
      });
    const whole = await (await call(stream([1, 2]))).text();
    expect(whole.match(/^data: .*$/gm)).toEqual(
      [1, 2].map((id) => `data: {"id":${id},"madeAt":"1970-01-01T00:00:00.000Z","owner":{"handle":"ada"}}`),
    );
    await expect((await call(stream([1, Number.NaN]))).text()).rejects.toThrow("does not fit");
  });
});

test("a handler is told the session it is called from where its definition asks for one, and nowhere else", async () => {
  const schema = z.object({ sessionId: z.uuid().nullable() });
  const handle = async ({ sessionId }: { sessionId: string | null }) => ({ sessionId });
  const asks = route({ ...told, access: "member", session: true, answer: json(schema), handle });
  const asksNot = route({ ...told, access: "member", answer: json(schema), handle });
  const person = await createPerson();
  expect(await (await call(asks, { person })).json()).toEqual({ sessionId: expect.any(String) });
  expect(await (await call(asksNot, { person })).json()).toEqual({ sessionId: null });
  expect((await call(asks)).status).toBe(401);
});
