import { appendFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heldTimes, maxHeldTimes } from "../support/held-times";
import { setUpSite } from "../support/site";
import { startWeb, type WebProcess } from "../support/web-process";
import { fillWithWorst, type Worst } from "../support/worst-content/fill";
import { type Measured, measureAll } from "../support/worst-content/measure";

/** Where bench/worst-content.bench.ts reads the figures. */
const { MEASURED_FILE } = process.env;

setUpSite();

let worst: Worst;
let web: WebProcess;

beforeAll(async () => {
  worst = await fillWithWorst();
  web = await startWeb();
}, 1_200_000);

afterAll(() => web?.stop());

test("no page and no route holds the thread that answers, whatever is stored and sent", async () => {
  const tooLong: Measured[] = [];
  for await (const measured of measureAll(web, worst)) {
    if (MEASURED_FILE) appendFileSync(MEASURED_FILE, `${JSON.stringify(measured)}\n`);
    if (heldTimes(measured) > maxHeldTimes) tooLong.push(measured);
    // What fails shows nothing of what it would have taken.
    expect(measured.status, measured.name).toBeLessThan(500);
  }
  expect(tooLong).toEqual([]);
}, 1_200_000);
