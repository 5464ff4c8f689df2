/** How many times as long as on a machine that is free something may take where others use it too. What is waited for comes; only a test that fails waits so long. */
export const patience = 4;
