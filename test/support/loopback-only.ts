// Loaded before every test file: a test that reaches beyond this machine fails at once, and says where it wanted to go.
import { Socket } from 'node:net';

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/i;

const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const host = targetHost(args);
  if (host !== null && !LOOPBACK.test(host)) throw new Error(`tests must not use the network: ${host}`);
  return connect.apply(this, args);
};

/** Sockets are connected with (port, host), (path) or (options), the last sometimes wrapped in an array by Node itself. */
function targetHost(args: unknown[]): string | null {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string };
    return path ? null : (host ?? null);
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null;
  return typeof second === 'string' ? second : null;
}
