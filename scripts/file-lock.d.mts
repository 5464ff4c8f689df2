export function lockFile(file: string): (() => void) | undefined;
export function awaitLock(file: string, onWait: () => void, signal?: AbortSignal): Promise<() => void>;
