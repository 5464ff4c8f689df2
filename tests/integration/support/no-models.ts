import type { ModelShelf } from "@/workers/model-shelf";

/** For tests of jobs that open no model. */
export const noModels: ModelShelf = {
  names: [],
  look: async () => [],
  provider: "none",
  warm: async () => undefined,
  borrow: () => ({
    provider: "none",
    open: () => Promise.reject(new Error("this test opens no model")),
    giveBack: () => undefined,
    openingMillis: () => 0,
  }),
  close: async () => undefined,
};
