// How old a card may become. Faults planted and seen: a day too late, rest days not looked ahead at, a card of another tier.
import { expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { isWorkingDay, nextDay } from '../../domain/calendar.ts';
import { freshFrom, isOpenCard } from '../../domain/card-age.ts';
import { fold, route, stories } from '../support/submissions.ts';

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

test('whatever day a card was sent, it is looked at on a working day, and before its fourteenth day', () => {
  for (let sent = '2026-01-01'; sent < '2026-11-01'; sent = nextDay(sent)) {
    let day = sent;
    while (!(isWorkingDay(shippedCalendar, day) && sent < freshFrom(shippedCalendar, day))) day = nextDay(day);

    expect(daysBetween(sent, day)).toBeLessThanOrEqual(13);
    // Early only because of rest days.
    let next = nextDay(day);
    while (!isWorkingDay(shippedCalendar, next)) next = nextDay(next);
    expect(daysBetween(sent, next)).toBeGreaterThan(13);
  }
});

test('a card is open as long as its reader has something to do on it', () => {
  const tiers = route.tiers.map(({ key }) => key);
  const review = { kind: 'review', round: 1, tier: 'city' };

  expect(isOpenCard(review, fold(stories.atCity), tiers)).toBe(true);
  expect(isOpenCard(review, fold(stories.atProvince), tiers)).toBe(false);
  expect(isOpenCard(review, fold(stories.secondRound), tiers)).toBe(false);
  expect(isOpenCard({ kind: 'result', version: 1 }, fold(stories.returned), tiers)).toBe(true);
  expect(isOpenCard({ kind: 'result', version: 1 }, fold(stories.atCity), tiers)).toBe(false);
  expect(isOpenCard({ kind: 'result', version: 1 }, fold(stories.corrected), tiers)).toBe(false);
  expect(isOpenCard({ kind: 'told' }, fold(stories.atCity), tiers)).toBe(false);
});
