// Chosen rows go back alone: who may return them, what it leaves of the rest, and how the child begins.
import { describe, expect, test } from 'vitest';
import { begunApart } from '../../domain/apart.ts';
import { decide } from '../../domain/decide.ts';
import type { Law } from '../../domain/law.ts';
import type { Command, SubmissionEvent } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, stories } from '../support/submissions.ts';

const share = (rows: number, issuedOn = '2026-03-02') => ({
  rows,
  earliestIssuedOn: issuedOn,
  latestIssuedOn: issuedOn,
});
const rows = { missing: [] as number[], gone: share(1), left: share(2, '2026-03-03') };
const law = (more: Partial<Law> = {}): Law => ({ ...lawOn('2026-03-10'), rows, ...more });
const third = command.returnRows(people.city, 'city', [[3, 3]]);

/** The events of a command that is not refused. */
function done(given: readonly SubmissionEvent[], asked: Command, by: Law): SubmissionEvent[] {
  const answer = decide(fold(given), asked, by);
  if (refused(answer)) throw new Error(`refused: ${answer.refused}`);
  return answer;
}

describe('the rest', () => {
  const before = fold(stories.atCity);
  const events = done(stories.atCity, third, law());
  const after = fold([...stories.atCity, ...events]);

  test('stays where it is, under the same clock, and is fewer rows', () => {
    expect(events.map(({ type }) => type)).toEqual(['rows-returned', 'rows-departed']);
    expect(after).toMatchObject({
      at: 'in-review',
      check: { rows: 2, earliestIssuedOn: '2026-03-03' },
      children: [{ child: 'S-child', rows: 1, returned: true }],
      returns: 0,
      pending: null,
      lastDecision: null,
    });
    expect(after).toMatchObject({ period: 'period' in before ? before.period : null });
  });

  test('is approved and returned like any other', () => {
    expect(refused(decide(after, command.approve(people.city, 'city'), law()))).toBe(false);
    expect(refused(decide(after, command.sendBack(people.city, 'city'), law()))).toBe(false);
  });

  test('while the return lies nothing else is decided; taken back, it is as if nothing had been', () => {
    const quiet = law({ quietMinutes: 10 });
    const lying = [...stories.atCity, ...done(stories.atCity, third, quiet)];

    expect(fold(lying)).toMatchObject({ check: { rows: 3 }, pending: { what: 'rows-returned', by: 'city' } });
    expect(decide(fold(lying), command.approve(people.city2, 'city'), quiet)).toMatchObject({
      refused: 'already-decided',
      decision: { what: 'rows-returned' },
    });
    expect(fold([...lying, ...done(lying, command.takeBack(people.city, 'city'), quiet)])).toEqual(before);
  });

  test('a return that lay takes effect with what it was decided of', () => {
    const lying = [...stories.atCity, ...done(stories.atCity, third, law({ quietMinutes: 10 }))];
    const settled = done(lying, { type: 'settle' }, { ...lawOn('2026-03-11'), rows: null });

    expect(settled).toMatchObject([
      { type: 'rows-departed', departure: { rows: '3', child: 'S-child' }, returned: { by: 'city', tier: 'city' } },
    ]);
    expect(fold([...lying, ...settled])).toMatchObject({ at: 'in-review', pending: null, lastDecision: null });
  });
});

describe('is refused', () => {
  test.each([
    ['to whoever sent them', command.returnRows(people.double, 'city', [[3, 3]]), {}, 'already'],
    ['without words', command.returnRows(people.city, 'city', [[3, 3]], 1, { reason: '' }), {}, 'reason-missing'],
    ['without rows', command.returnRows(people.city, 'city', []), {}, 'rows-missing'],
    ['where a row is not there', third, { rows: { ...rows, missing: [3] } }, 'rows-not-here'],
    ['where nothing would be left', third, { rows: { ...rows, left: share(0) } }, 'rows-all'],
    ['at another tier', command.returnRows(people.province, 'province', [[3, 3]]), {}, 'not-possible'],
    ['of an older round', command.returnRows(people.city, 'city', [[3, 3]], 0), {}, 'older-round'],
    ['to strangers', command.returnRows(people.elsewhere, 'city', [[3, 3]]), {}, 'not-yours'],
  ])('%s', (_, asked, more, then) => {
    const sent = then === 'already';
    const state = sent ? { ...fold(stories.atCity), hands: ['lin', 'double'] } : fold(stories.atCity);

    expect(decide(state, asked, law(more))).toMatchObject({ refused: sent ? 'own-submission' : then });
  });
});

describe('the child', () => {
  const events = done(stories.atProvince, command.returnRows(people.province, 'province', [[3, 3]]), law());
  const parent = fold([...stories.atProvince, ...events]);
  const [, parted] = events;
  if (parted?.type !== 'rows-departed' || parent.at === 'none') throw new Error('the rows did not leave');
  const begun = begunApart({ id: 'S-parent', state: parent }, parted, null, law());
  const child = fold(begun);

  test('is with the clerk, under a correction clock of its own, and knows where it came from', () => {
    expect(child).toMatchObject({
      at: 'returned',
      period: { holder: 'clerk', from: '2026-03-10', due: '2026-03-24', notified: [] },
      lineage: { parent: 'S-parent', version: 1, rows: '3' },
      check: { rows: 1 },
      approvals: {},
      version: 1,
      round: 1,
      returns: 1,
    });
  });

  test('inherits who sent it and when it was first submitted: the wall is not measured again', () => {
    expect(child).toMatchObject({ hands: ['lin'], firstSubmittedOn: '2026-03-05', clerk: 'lin', institution: 'I-1' });
    const later = lawOn('2026-11-02');
    const events = [...begun];
    for (const asked of [command.receive(), command.check(2), command.submit(2, 'N-7')])
      events.push(...done(events, asked, later));

    expect(fold(events)).toMatchObject({ at: 'in-review', tier: 0, round: 2, version: 2 });
  });
});
