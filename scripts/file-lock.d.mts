export function lockFile(file: string, options: { wait: boolean }): (() => void) | undefined;
