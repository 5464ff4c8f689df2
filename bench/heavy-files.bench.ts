import { heavyFiles } from "@/tests/integration/heavy-files/heavy-files";
import { openHeavyReader } from "@/tests/integration/heavy-files/heavy-reader";
import { report } from "./measure";

/** What the heaviest file costs at each entrance, in processor time and in memory over the idle process. */
const reader = openHeavyReader();
try {
  await reader.warm();
  for (const entrance of new Set(heavyFiles.map(({ entrance }) => entrance))) {
    let [millis, bytes] = [0, 0];
    for (const file of heavyFiles.filter((file) => file.entrance === entrance)) {
      const reading = await reader.read(file);
      millis = Math.max(millis, reading.cpuMillis);
      bytes = Math.max(bytes, reading.bytes);
    }
    report(`heaviest ${entrance}, processor time`, millis, "ms", 2_000);
    report(`heaviest ${entrance}, memory`, bytes / 1e6, "MB", 500);
  }
} finally {
  reader.close();
}
