// The package unpacks its browser into TMPDIR, which the caller has pointed at a folder of its own.
const { default: chromium } = await import("@sparticuz/chromium");
await chromium.executablePath();
