// The database of one test file, from its first line to its last test.
import { afterAll } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

/** Fresh, and opened as the application opens it; closed and deleted when the file's tests are over. */
export async function databaseOfFile(): Promise<{ fresh: TestDatabase; db: Database }> {
  const fresh = await freshDatabase();
  const db = openDatabase(fresh.url, { max: 4 });
  afterAll(async () => {
    await db.close();
    await fresh.drop();
  });
  return { fresh, db };
}
