// How long an access token lives and when asking again gives a new one; time as an argument.
import { expect, test } from 'vitest';
import { Tokens } from '../../simulator/tokens.ts';

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;

test('with half an hour or more left the same token is given, with less a new one beside it', () => {
  const tokens = new Tokens(7200);

  const first = tokens.issue(NOW);
  const same = tokens.issue(NOW + 90 * MINUTE_MS);
  const next = tokens.issue(NOW + 90 * MINUTE_MS + 1);

  expect(same).toEqual({ token: first.token, expire: 1800 });
  expect(next.token).not.toBe(first.token);
  expect(next.expire).toBe(7200);
  expect(tokens.accepts(first.token, NOW + 119 * MINUTE_MS)).toBe(true);
  expect(tokens.accepts(first.token, NOW + 120 * MINUTE_MS)).toBe(false);
  expect(tokens.accepts(next.token, NOW + 120 * MINUTE_MS)).toBe(true);
});

test('revoked tokens are refused at once, and none is handed out again', () => {
  const tokens = new Tokens(7200);
  const first = tokens.issue(NOW);

  tokens.revokeAll();

  expect(tokens.accepts(first.token, NOW)).toBe(false);
  expect(tokens.issue(NOW).token).not.toBe(first.token);
});
