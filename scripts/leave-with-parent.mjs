/**
 * Preloaded into the processes that a command starts: when the command dies without a word (the channel to it
 * breaks), they drain as on a signal, and if that takes too long they leave all the same. Their own children
 * inherit the preload too, but not the parent, and are left alone.
 */
const patienceMillis = 10_000;

if (process.env.LEAVE_WITH_PARENT === String(process.ppid) && process.channel) {
  process.once("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), patienceMillis).unref();
    process.kill(process.pid, "SIGTERM");
  });
  process.channel.unref();
}
