// Program for the tests: starts a server in the folder given, says what it is, and waits to be killed by kill -9.
// Usage: start-and-die.ts postgres|postgres-fast|redis <dir>
import { startPostgres } from '../../local/postgres.ts';
import { startRedis } from '../../local/redis.ts';

const [kind, dir = ''] = process.argv.slice(2);
const { pid } =
  kind === 'redis' ? await startRedis({ dir }) : await startPostgres({ dir, fast: kind === 'postgres-fast' });
process.stdout.write(`${pid}\n`);
setInterval(() => {}, 1_000);
