// The rows a reviewer looks at before deciding: a page of twelve, half of them for what was found there, half at random.
// Rows leave here masked. What was shown stands in store/looks.ts.
import type { HistoryLine, SampleRow } from '../cards/review-view.ts';
import { momentWords } from '../cards/words.ts';
import { maskName, maskNumber } from '../domain/mask.ts';
import { barredCodes, findRule, suspiciousCodes } from '../domain/rules.ts';
import type { Queryable } from '../store/database.ts';
import { namesOf } from '../store/directory.ts';
import { drawSample, openDrafts } from '../store/draft-samples.ts';
import { type Look, looksOf, pagesOf, type Reading, rowsOf, seenIn } from '../store/looks.ts';
import { type Dossier, tierCalled } from './dossier.ts';
import type { Parts } from './parts.ts';

/** Rows of a page, and how many of them are picked for what was found in them. */
const pageRows = 12;
const riskyRows = 6;

type Of = { submission: string; version: number; reading: Reading };

/** The page a reader is at; the first one, drawn by `seed`, while none was shown. `isFresh`: it is still to be noted. */
export async function currentPage(q: Queryable, of: Of, seed: string): Promise<{ look: Look; isFresh: boolean }> {
  const pages = await pagesOf(q, of.submission, of.reading);
  const last = pages.at(-1);
  return last === undefined
    ? { look: await pageAfter(q, of, [], seed), isFresh: true }
    : { look: last, isFresh: false };
}

/** The page that follows those shown; once all rows were seen, they are gone through anew. */
export async function pageAfter(q: Queryable, of: Of, pages: readonly Look[], seed: string): Promise<Look> {
  const { submission, version, reading } = of;
  const draw = { submission, version, seed: pages[0]?.seed ?? seed, risky: riskyRows, size: pageRows };
  const codes = { suspicious: suspiciousCodes, barred: barredCodes };
  const lap = pages.at(-1)?.lap ?? 1;
  const drawn = await drawSample(q, { ...draw, seen: seenIn(pages) }, codes);
  const about = { ...reading, page: pages.length + 1, seed: draw.seed };
  if (rowsOf(drawn).length > 0 || pages.length === 0) return { ...about, lap, ...drawn };
  return { ...about, lap: lap + 1, ...(await drawSample(q, { ...draw, seen: [] }, codes)) };
}

/** The rows of a page as a card shows them, each with why it is there. */
export async function sampleRows(
  q: Queryable,
  parts: Parts,
  of: { submission: string; version: number },
  look: Look,
): Promise<SampleRow[]> {
  const drafts = await openDrafts(q, parts.store.sealer, of.submission, of.version, rowsOf(look));
  const codes = new Map(look.risky.map(({ row, code }) => [row, code]));
  return drafts.map(({ row, certificate }) => {
    const code = codes.get(row);
    return {
      row,
      name: maskName(certificate.name),
      document: maskNumber(certificate.documentNumber),
      occupation: certificate.occupation,
      level: certificate.level,
      issuedOn: certificate.issuedOn,
      why: code === undefined ? null : (findRule(code)?.title ?? code),
    };
  });
}

/**
 * A line for each reader who asked for more rows than the card came with, or decided with the card before them: how many
 * rows they were shown. With `decided`, of those who decided only.
 */
export async function lookLines(
  q: Queryable,
  { store }: Parts,
  dossier: Dossier,
  { decided }: { decided: boolean },
): Promise<(HistoryLine & { at: Date })[]> {
  const looks = await looksOf(q, dossier.id);
  const keyOf = ({ round, tier, to }: Reading) => `${round} ${tier} ${to}`;
  const deciders = new Set(
    dossier.events.flatMap(({ event }) =>
      event.type === 'approved' || event.type === 'returned' || event.type === 'rows-returned'
        ? [keyOf({ ...event, to: event.by })]
        : [],
    ),
  );
  const readings = [...new Set(looks.map(keyOf))].map((key) => ({
    key,
    pages: looks.filter((look) => keyOf(look) === key),
  }));
  const told = readings.filter(({ key, pages }) => deciders.has(key) || (!decided && pages.length > 1));
  const names = await namesOf(
    q,
    store.sealer,
    looks.map(({ to }) => to),
  );
  return told.flatMap(({ pages }) => {
    const last = pages.at(-1);
    if (last === undefined) return [];
    const rows = new Set(pages.flatMap(rowsOf)).size;
    const what = `查看了 ${rows} 行样本（${tierCalled(dossier, last.tier).tier.title}）`;
    const who = names.get(last.to) ?? '（已不在册）';
    return [{ at: last.at, when: momentWords(last.at.toISOString()), who, what, words: null }];
  });
}
