// Finds people of the directory on the platform by mobile or e-mail and learns their open_id.

import { finish, isWaiting } from '../store/outbox.ts';
import { learnOpenId, peopleToLookUp } from '../store/people.ts';
import type { WorkerParts } from './parts.ts';

export async function lookUpPeople(parts: WorkerParts, _told: object, work: number): Promise<void> {
  const { store, clock, feishu } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const people = await peopleToLookUp(store.db, store.sealer);
  const mobiles = people.flatMap(({ mobile }) => mobile ?? []);
  const emails = people.flatMap(({ email }) => email ?? []);
  const found = mobiles.length + emails.length === 0 ? [] : await feishu.lookUp({ mobiles, emails });
  const now = await clock.now();
  await store.db.transaction(async (tx) => {
    if (!(await finish(tx, work, now))) return;
    for (const hit of found) {
      const person = people.find((one) => ('mobile' in hit ? one.mobile === hit.mobile : one.email === hit.email));
      if (person !== undefined) await learnOpenId(tx, person.id, hit.openId, now);
    }
  });
}
