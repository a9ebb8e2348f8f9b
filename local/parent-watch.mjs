// Loaded into a child process by `--import`: ends it when its parent is gone, even by kill -9 of the parent.
// The parent must have started it with an IPC channel; without one this does nothing.
const GRACE_MS = 5_000;

process.once('disconnect', () => {
  // First as anyone would ask, so that open work is put down in order; then for certain.
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// A listener on the channel would by itself keep a finished child alive.
process.channel?.unref();
