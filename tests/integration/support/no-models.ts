import type { Runtime } from "@/lib/engine/runtime";
import type { ModelShelf } from "@/workers/model-shelf";

const runtime: Runtime = {
  report: { inUse: "cpu", asked: "cpu", passedOver: [], version: "none", threads: 1 },
  open: () => Promise.reject(new Error("this test runs no model")),
};

/** For tests of jobs that open no model. */
export const noModels: ModelShelf = {
  names: [],
  look: async () => [],
  provider: "none",
  warm: async () => undefined,
  borrow: () => ({
    provider: "none",
    runtime,
    look: async () => [],
    find: async () => undefined,
    open: () => Promise.reject(new Error("this test opens no model")),
    giveBack: () => undefined,
    openingMillis: () => 0,
  }),
  close: async () => undefined,
};
