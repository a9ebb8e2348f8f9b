// PostgreSQL goes away and comes back while work is under way. It has a server of its own, which nobody else would miss.
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningPostgres, removePostgres, startPostgres } from '../../local/postgres.ts';
import { world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';

let dir: string;
let server: RunningPostgres;
const given = process.env.HEZHENG_TEST_DATABASE_ADMIN_URL;

beforeAll(async () => {
  const place = mkdtempSync(join(tmpdir(), 'hezheng-restart-'));
  // As root the server runs as somebody else, who must be able to enter.
  chmodSync(place, 0o711);
  dir = join(place, 'postgres');
  server = await startPostgres({ dir, fast: true });
  process.env.HEZHENG_TEST_DATABASE_ADMIN_URL = server.adminUrl;
}, 120_000);

afterAll(async () => {
  if (given === undefined) delete process.env.HEZHENG_TEST_DATABASE_ADMIN_URL;
  else process.env.HEZHENG_TEST_DATABASE_ADMIN_URL = given;
  await removePostgres(dir);
});

const restart = async () => {
  await server.stop();
  server = await startPostgres({ dir, fast: true });
};

test('PostgreSQL restarted in the middle of a check: the check is done again, and the clerk gets one card', () =>
  world(async (w) => {
    const rows = certificates(0, 300);
    w.beforeJobs((job, attempt) => {
      // After the drafts are written and before that is committed.
      if (job === 'check-file' && attempt === 1) w.life.workers.strike(4, 'before', restart);
    });

    await w.drop('甲专管', await workbook(rows));
    await w.work();

    expect(w.takeFailures().map(({ job }) => job)).toEqual(['check-file']);
    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);
    expect(await w.lastCard('甲专管')).toMatch(/校验通过.*300 行/s);
    const { rows: drafts } = await w.db.query('select count(*)::int as n from drafts');
    expect(drafts).toEqual([{ n: 300 }]);
  }));

test('PostgreSQL restarted between two steps: nobody notices', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await restart();
    await w.work();
    await restart();
    expect(await w.click('甲专管', '提交')).toContain('已提交');
    await restart();
    await w.work();

    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);
    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));
