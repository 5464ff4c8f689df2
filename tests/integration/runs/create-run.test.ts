import { describe, expect, test } from "vitest";
import { ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { retry } from "@/lib/computations/retry";
import { db } from "@/lib/db/client";
import { runAllowance } from "@/lib/limits/allowances";
import { getAllowance } from "@/lib/limits/daily-allowance";
import { createExampleRun, createRun } from "@/lib/runs/create-run";
import { getRun } from "@/lib/runs/get-run";
import { runComputation } from "@/lib/runs/run-computation";
import { createPerson, guest } from "../support/people";
import { setUpSite } from "../support/site";

const model = "storybook-4l";

describe("asking for a run", () => {
  setUpSite({ env: { GUEST_RUNS_PER_DAY: "3", MEMBER_RUNS_PER_DAY: "5" } });

  test("twice with the same text gives the same run and takes one off the allowance", async () => {
    const viewer = guest("twice");
    const first = await createRun({ model, text: "Once upon a time", viewer });
    const second = await createRun({ model, text: "Once upon a time", viewer });
    expect(second).toEqual({ id: first.id, isNew: false });
    expect(await getAllowance(runAllowance(), viewer)).toEqual({ perDay: 3, left: 2 });
  });

  test("by ten people at the same moment makes one run and one job", async () => {
    const viewers = Array.from({ length: 10 }, (_, n) => guest(`crowd-${n}`));
    const runs = await Promise.all(
      viewers.map((viewer) => createRun({ model, text: "All at once", viewer })),
    );
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
    expect(runs.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await db().job.count({ where: { run: { text: "All at once" } } })).toBe(1);
    const left = await Promise.all(
      viewers.map(async (viewer) => (await getAllowance(runAllowance(), viewer)).left),
    );
    expect(left.reduce((sum, each) => sum + each, 0)).toBe(29);
  });

  test("with texts that differ only in a space makes two runs", async () => {
    const viewer = guest("space");
    const a = await createRun({ model, text: "a b", viewer });
    const b = await createRun({ model, text: "a  b", viewer });
    expect(a.id).not.toBe(b.id);
  });

  test("as it is written is another run than with one more beginning in front, and the same asked twice", async () => {
    const { viewer } = await createPerson();
    const text = "<|endoftext|>Once";
    const prefixed = await createRun({ model, text, asWritten: false, viewer });
    const written = await createRun({ model, text, asWritten: true, viewer });
    expect(written.id).not.toBe(prefixed.id);
    expect(await createRun({ model, text, viewer })).toEqual({ id: prefixed.id, isNew: false });
    expect(await createRun({ model, text, asWritten: true, viewer })).toEqual({
      id: written.id,
      isNew: false,
    });
    expect((await getRun(written.id)).asWritten).toBe(true);
  });

  test("as it is written takes one token more, of which the first is its own", async () => {
    const { viewer } = await createPerson();
    const filled = `<|endoftext|>${" the".repeat(127)}`;
    const fields = { fields: { text: "The text has 128 tokens, and 127 fit. Shorten it." } };
    await expect(createRun({ model, text: filled, viewer })).rejects.toMatchObject({ details: fields });
    await expect(createRun({ model, text: filled, asWritten: true, viewer })).resolves.toMatchObject({
      isNew: true,
    });
    const beyond = createRun({ model, text: `${filled} the`, asWritten: true, viewer });
    const details = { fields: { text: "The text has 129 tokens, and 128 fit. Shorten it." } };
    await expect(beyond).rejects.toMatchObject({ details });
  });

  test("is refused beyond a guest's daily allowance, but not for what is stored already", async () => {
    const viewer = guest("greedy");
    for (const text of ["one", "two", "three"]) await createRun({ model, text, viewer });
    await expect(createRun({ model, text: "four", viewer })).rejects.toMatchObject({
      code: "too-many-requests",
    });
    await expect(createRun({ model, text: "two", viewer })).resolves.toMatchObject({ isNew: false });
    expect(await db().run.count({ where: { text: "four" } })).toBe(0);
    const { viewer: member } = await createPerson();
    await expect(createRun({ model, text: "four", viewer: member })).resolves.toMatchObject({ isNew: true });
  });

  test.each([
    ["nothing", "", "Write a text first"],
    ["a NUL character", "a\0b", "NUL"],
    ["half a surrogate pair", "a\ud83d", "surrogate"],
    ["more tokens than the model takes", "word ".repeat(200), "202 tokens, and 127 fit"],
    ["20,001 characters", "x".repeat(20_001), "20,001 characters"],
  ])("with %s is refused with a reason by the field, and costs nothing", async (_, text, reason) => {
    const viewer = guest(`bad ${reason}`);
    await expect(createRun({ model, text, viewer })).rejects.toMatchObject({
      code: "invalid-input",
      details: { fields: { text: expect.stringContaining(reason) } },
    });
    expect((await getAllowance(runAllowance(), viewer)).left).toBe(3);
  });

  test("that failed for its length, asked before it was counted, is not begun again, and costs nothing", async () => {
    const { id: modelId } = await db().model.findFirstOrThrow({ select: { id: true } });
    const question = { modelId, identity: "of an earlier release", text: "word ".repeat(200), sets: [] };
    const { id } = await ask(runComputation, question, theSite);
    await db().job.updateMany({ where: { run: { id } }, data: { status: "failed" } });
    const viewer = guest("again");
    await expect(retry(runComputation, { id }, viewer)).rejects.toMatchObject({ code: "invalid-input" });
    expect((await getAllowance(runAllowance(), viewer)).left).toBe(3);
    expect(await db().job.count({ where: { run: { id }, status: "failed" } })).toBe(1);
  });

  test("of a model that is not there names the field", async () => {
    await expect(createRun({ model: "gpt-7", text: "hi", viewer: guest("lost") })).rejects.toMatchObject({
      code: "not-found",
      details: { fields: { model: expect.any(String) } },
    });
  });

  test("for the site itself takes nobody's allowance and belongs to nobody", async () => {
    const { id } = await createExampleRun({ model, text: "An example" });
    expect(await db().run.findUniqueOrThrow({ where: { id } })).toMatchObject({ requesterId: null });
  });
});
