// Finds a TCP port on loopback that is free at this moment. Whoever binds it must still be ready to lose the race.
import { createServer } from 'node:net';

const STEPS = 50;

/** A free port on 127.0.0.1: `preferred` if it is free, else one of the next 50, else whichever the system picks. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined) {
    for (let port = preferred; port < Math.min(preferred + STEPS, 65_536); port += 1) {
      if ((await tryPort(port)) !== null) return port;
    }
  }
  const picked = await tryPort(0);
  if (picked === null) throw new Error('no free port on 127.0.0.1');
  return picked;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? null) : null));
    });
  });
}
