// `npm run keys -- rewrap`: after a new master key was put first in HEZHENG_MASTER_KEY, wraps every data key under it.
import { loadEnv } from '../config/env.ts';
import { openDatabase } from '../store/database.ts';
import { createSealer } from '../store/sealing.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function rewrap(): Promise<void> {
  const env = loadEnv(process.env, 'directory');
  const db = openDatabase(env.DATABASE_URL, { applicationName: 'hezheng-keys' });
  const sealer = createSealer({ masterKeys: env.HEZHENG_MASTER_KEY });
  try {
    let total = 0;
    for (;;) {
      const wrapped = await db.transaction((tx) => sealer.rewrap(tx));
      if (wrapped === 0) break;
      total += wrapped;
    }
    say(
      `已用「${env.HEZHENG_MASTER_KEY[0]?.name}」重新加密 ${total} 把数据密钥。旧主密钥现在可以从 HEZHENG_MASTER_KEY 里去掉。`,
    );
  } finally {
    await db.close();
  }
}

if (process.argv[2] === 'rewrap') {
  try {
    await rewrap();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write('用法：npm run keys -- rewrap\n');
  process.exitCode = 2;
}
