export interface MainHead {
  mainHead: number;
  mainHeadShare: number;
}

/** The head with the largest share of a feature's decoder row, the first of equals; null where no head has any. */
export function mainHeadOf(byWeight: readonly number[]): MainHead | null {
  const mainHeadShare = Math.max(0, ...byWeight);
  return mainHeadShare === 0 ? null : { mainHead: byWeight.indexOf(mainHeadShare), mainHeadShare };
}
