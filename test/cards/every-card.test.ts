// What holds of every card: its JSON as kept, the platform's rules, buttons that can be read back, and text that stays text.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionSchema } from '../../cards/action.ts';
import { admissionCard } from '../../cards/admission.ts';
import { helpCard } from '../../cards/help.ts';
import { inquiryCard } from '../../cards/inquiry.ts';
import { type Card, escapeText, fitted, maxCardBytes } from '../../cards/kit.ts';
import { historyCard, maxProgressRows, progressCard } from '../../cards/progress.ts';
import { maxChoices, questionCard } from '../../cards/question.ts';
import { alertCard, reminderCard } from '../../cards/reminder.ts';
import { repairsCard } from '../../cards/repairs.ts';
import { resultCard } from '../../cards/result.ts';
import { maxPlaces } from '../../cards/result-view.ts';
import { reviewCard } from '../../cards/review.ts';
import { sketch } from '../../cards/sketch.ts';
import { toldCard } from '../../cards/told.ts';
import { nothingFound } from '../../domain/submission.ts';
import { formNamesProblem, validateCard } from '../../simulator/card/validate.ts';
import { reminderView, toldView } from './notice-states.ts';
import { repairsView, resultView } from './result-states.ts';
import { admissionCardView, inquiryView, reviewView } from './review-states.ts';
import { everyState } from './states.ts';
import { historyView, progressView, questionView } from './talk-states.ts';

type Part = Record<string, unknown>;

/** Every object inside a card, the card itself first. */
function partsOf(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(partsOf)];
}
const valuesOf = (card: Card) =>
  partsOf(card).flatMap((part) => (part.type === 'callback' && 'value' in part ? [part.value] : []));
const problemsOf = (card: Card) => [validateCard(card), formNamesProblem(card)].filter((one) => one !== null);
const bytesOf = (card: Card) => Buffer.byteLength(JSON.stringify(card));

describe.each(everyState)('%s', (name, card) => {
  test('is the JSON kept in test/golden', async () => {
    await expect(`${JSON.stringify(card, null, 2)}\n`).toMatchFileSnapshot(`../golden/${name}.json`);
  });

  test('is taken by the platform, and its buttons are read back', () => {
    expect(problemsOf(card)).toEqual([]);
    for (const value of valuesOf(card)) expect(actionSchema.parse(value)).toEqual(value);
  });
});

test('decided, settled, withdrawn and superseded cards hold no button; the others that ask do', () => {
  const buttonless = everyState.filter(([, card]) => valuesOf(card).length === 0).map(([name]) => name);

  expect(buttonless.filter((name) => !/^(told|reminder|history|directory)-/.test(name))).toEqual([
    ...[
      'result-withdrawn',
      'result-superseded',
      'repairs-settled',
      'review-closed',
      'inquiry-answered',
      'admission-paused',
      'admission-granted',
      'question-settled',
      'progress-none',
    ],
  ]);
});

/** Each card with one text in every place where a person's or the directory's words may stand. */
const cardsWith = (words: string): Card[] => [
  ...(['checking', 'faulty', 'ready', 'in-review', 'returned', 'published'] as const).map((at) =>
    resultCard({
      ...resultView,
      at,
      no: words,
      institution: words,
      receivedAt: words,
      size: words,
      unreadable: at === 'faulty' ? words : null,
      rules: [{ code: 'c', severity: 'error', title: words, next: words, count: 1 }],
      places: [{ row: 1, column: words, severity: 'error', short: words }],
      returned: { by: words, when: words, title: words, words },
      published: words,
      cause: { message: words, next: words },
      sheets: [words, words],
      repairs: [{ code: 'D01', title: words, count: 1 }],
      toAnswer: [{ code: 'P01', title: words, count: 1 }],
      answered: [{ title: words, count: 1, reason: words }],
      late: true,
      tier: { title: words, deadline: toldView.next?.deadline ?? reminderView.deadline },
    }),
  ),
  ...(['review', 'hand-over', 'publication'] as const).flatMap((task) =>
    [null, words].map((closed) =>
      reviewCard({
        ...reviewView,
        tier: { key: 'city', title: words, task, article: words },
        closed,
        institution: words,
        clerk: words,
        groups: [{ occupation: words, level: words, count: 1 }],
        warnings: [{ title: words, count: 1, reason: words }],
        repaired: [{ title: words, count: 1 }],
        history: [{ when: words, who: words, what: words, words }],
        sample: [{ row: 2, name: words, document: words, occupation: words, level: words, issuedOn: words }],
        returnReasons: [['R01', words]],
        sentBack: { by: words, when: words, title: words, words },
        returnTo: [['city', words]],
        questions: [{ who: words, when: words, question: words, answer: { who: words, when: words, words } }],
        assignee: words,
        colleagues: [['0190a0b0-0000-7000-8000-000000001002', words]],
        signatures: { signed: [words], waiting: [words] },
      }),
    ),
  ),
  ...[null, words].map((settled) =>
    repairsCard({
      ...repairsView,
      no: words,
      institution: words,
      rules: [
        {
          code: 'T07',
          title: words,
          count: 2,
          examples: [
            { where: words, before: words, after: words, words },
            { where: words, before: null, after: words, words },
          ],
        },
      ],
      settled,
    }),
  ),
  ...[null, words].flatMap((closed) => [
    inquiryCard({
      ...inquiryView,
      who: words,
      when: words,
      question: words,
      answer: { who: words, when: words, words },
      institution: words,
      tier: words,
      closed,
    }),
    admissionCard({
      ...admissionCardView,
      institution: words,
      clerk: words,
      when: words,
      reason: words,
      closed,
      paused: closed,
    }),
  ]),
  toldCard({ ...toldView, event: 'returned', tier: words, to: words, who: words, said: [{ title: words, words }] }),
  toldCard({ ...toldView, institution: words, next: { title: words, deadline: reminderView.deadline } }),
  reminderCard({ ...reminderView, institution: words, task: words, article: words }),
  alertCard({ ...reminderView, institution: words, task: words, article: words, holder: words, since: words }),
  questionCard({
    ...questionView,
    size: words,
    open: [
      {
        ...questionView.open,
        submission: '',
        no: words,
        institution: { code: 'I-1', name: words },
        state: words,
        rows: 1,
      },
    ],
    institutions: [1, 2].map((n) => ({ code: `I-${n}`, name: words })),
  }),
  questionCard({ ...questionView, settled: words }),
  progressCard({
    ...progressView,
    sections: [
      {
        title: words,
        more: 1,
        rows: [
          { submission: '', no: words, institution: words, at: 'ready', trial: true, holder: words, deadline: null },
        ],
      },
    ],
  }),
  historyCard({ ...historyView, institution: words, history: [{ when: words, who: words, what: words, words }] }),
  helpCard({ name: words, roles: ['clerk'], occasion: 'greeting' }),
];

describe('any words', () => {
  const markdowns = (card: Card) =>
    partsOf(card).flatMap((part) => (part.tag === 'markdown' ? [String(part.content)] : []));
  /** What is left of the markup when texts are taken out: a card's bones, the same whatever the words are. */
  const bones = (markdown: string) =>
    markdown
      .replace(/&#\d+;/g, '')
      .replace(/[^\\`*_~[\]()<>#&|!$+\-:"'\n]/g, '')
      .replace(/ +/g, ' ');
  const mean = [
    '**甲**',
    '<at id=all></at>',
    '[点这里](https://example.com)',
    '![](img_v3_x)',
    '`甲`',
    '1. 甲',
    '2.',
    '# 甲',
  ];
  const meaner = [
    '甲\n\n- 乙',
    '甲\r\n# 乙',
    '甲\u2028> 乙',
    '---',
    '| a | b |',
    '&#42;甲&#42;',
    ':OK:',
    '$x$',
    '~~甲~~',
    '甲👨‍👩‍👧',
  ];
  const words = fc.oneof(
    fc.constantFrom(...mean, ...meaner),
    fc.string({ maxLength: 30, unit: 'binary' }),
    fc.array(fc.constantFrom(...'\\`*_~[]()<>#&|!$+-:"\'.1 \n甲'), { maxLength: 30 }).map((list) => list.join('')),
  );
  const plainBones = cardsWith('甲').map((card) => markdowns(card).map(bones));

  test('stay words: they add no markup to any card', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(cardsWith(text || '甲').map((card) => markdowns(card).map(bones))).toEqual(plainBones);
      }),
      { numRuns: 150, examples: [...mean, ...meaner].map((text) => [text] as [string]) },
    );
  });

  test('are read as they were written, line breaks apart', () => {
    fc.assert(
      fc.property(words, (text) => {
        const back = escapeText(text).replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

        expect(back.replace(/\s+/g, ' ')).toBe(text.replace(/[\s\u0085]+/g, ' '));
        expect(escapeText(text)).not.toMatch(/[\n\r\u2028\u2029]|(^|\s)\d+\.(\s|$)/);
      }),
      { examples: [...mean, ...meaner].map((text) => [text] as [string]) },
    );
  });

  test('what a person wrote is shown to the letter', () => {
    const why = { by: '', when: '', title: '', words: '**甲**\n乙' };
    const card = resultCard({ ...resultView, at: 'returned', returned: why });

    expect(sketch(card)).toContain('**甲**\n乙');
  });

  test('never make a card that the platform refuses', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(cardsWith(text || '甲').flatMap(problemsOf)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the fullest view', () => {
  const times = <T>(n: number, one: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => one(i));
  const id = (n: number) => `0190a0b0-0000-7000-8000-${String(n).padStart(12, '0')}`;
  /** Real ones first: 100 Han for a name, 1,000 for what somebody wrote; then the worst: all of it escaped or six bytes long. */
  const fills = { Han: '汉', emoji: '🧑', markup: '*', control: '\u0001' };

  const fullest = (c: string): Record<string, Card> => {
    const name = c.repeat(100);
    const words = c.repeat(1000);
    const history = times(40, () => ({ when: '3月5日 10:02', who: name, what: name, words }));
    const deadline = { day: '2026-03-24', left: -3, provisional: true };
    const review = {
      ...reviewView,
      institution: name,
      clerk: c.repeat(30),
      groups: times(40, () => ({ occupation: name, level: '三级/高级工', count: 1000 })),
      warnings: times(30, () => ({ title: name, count: 1000, reason: words })),
      repaired: times(30, () => ({ title: name, count: 1000 })),
      deadline,
      late: true,
      returnReasons: reviewView.returnReasons.map(([code]) => [code, name] as const),
      history,
      sentBack: { by: name, when: name, title: name, words },
      returnTo: times(3, (i) => [`tier-${i}`, name] as const),
      questions: times(20, () => ({
        who: name,
        when: name,
        question: words,
        answer: { who: name, when: name, words },
      })),
      assignee: name,
      colleagues: times(40, (i) => [id(i), name] as const),
      signatures: { signed: times(40, () => name), waiting: times(40, () => name) },
      sample: times(6, (row) => ({
        ...reviewView.sample[0],
        row,
        name,
        document: name,
        occupation: name,
        level: name,
        issuedOn: '2026-03-02',
      })),
    };
    const task = { key: 'desk', title: '上报部中心', task: 'hand-over', article: '第十条' } as const;
    return {
      faulty: resultCard({
        ...resultView,
        at: 'faulty',
        institution: name,
        check: {
          ...nothingFound,
          rows: 100_000,
          errors: 9,
          warnings: 9,
          notes: 9,
        },
        cause: { message: words, next: words },
        sheets: times(40, () => name),
        repairs: times(30, (i) => ({ code: `T${i}`, title: name, count: 1000 })),
        toAnswer: times(30, (i) => ({ code: `P${i}`, title: name, count: 1000 })),
        answered: times(30, () => ({ title: name, count: 1000, reason: words })),
        rules: times(30, (i) => ({
          code: `c${i}`,
          severity: 'error' as const,
          title: name,
          next: words,
          count: 1000,
        })),
        places: times(maxPlaces + 5, (row) => ({ row, column: name, severity: 'error' as const, short: name })),
        upload: deadline,
      }),
      repairs: repairsCard({
        ...repairsView,
        institution: name,
        rules: times(30, (i) => ({
          code: `T${i}`,
          title: name,
          count: 1000,
          examples: times(5, () => ({ where: name, before: words, after: words, words })),
        })),
      }),
      returned: resultCard({ ...resultView, at: 'returned', returned: { by: name, when: name, title: name, words } }),
      review: reviewCard(review),
      handOver: reviewCard({ ...review, tier: task }),
      closed: reviewCard({ ...review, closed: name }),
      told: toldCard({ ...toldView, event: 'returned', institution: name, said: [{ title: name, words }] }),
      inquiry: inquiryCard({ ...inquiryView, who: name, question: words, institution: name, tier: name }),
      admission: admissionCard({ ...admissionCardView, institution: name, clerk: name, reason: words }),
      reminder: reminderCard({ ...reminderView, institution: name, deadline }),
      alert: alertCard({ ...reminderView, institution: name, holder: words, deadline }),
      question: questionCard({
        ...questionView,
        open: times(30, (i) => ({
          submission: id(i),
          no: `HZ-${i}`,
          institution: { code: `I-${i}`, name },
          state: name,
          rows: 1,
        })),
        institutions: times(30, (i) => ({ code: `I-${i}`, name })),
      }),
      progress: progressCard({
        ...progressView,
        sections: times(3, (s) => ({
          title: '本单位全部',
          more: 100,
          rows: times(maxProgressRows, (i) => ({
            submission: id(s * 100 + i),
            no: `HZ-${s * 100 + i}`,
            institution: name,
            at: 'in-review' as const,
            trial: false,
            holder: name,
            deadline,
          })),
        })),
      }),
      history: historyCard({ ...historyView, institution: name, history }),
      help: helpCard({ name, roles: ['clerk', 'reviewer', 'manager', 'administrator'], occasion: 'greeting' }),
    };
  };

  test.each(Object.entries(fills))('of %s fits, is taken by the platform and keeps its buttons', (_, c) => {
    for (const [name, card] of Object.entries(fullest(c))) {
      expect(bytesOf(card), name).toBeLessThanOrEqual(maxCardBytes);
      expect(problemsOf(card), name).toEqual([]);
      for (const value of valuesOf(card)) expect(actionSchema.parse(value)).toEqual(value);
    }
    const { review, handOver, question, closed } = fullest(c);
    const acts = [review, handOver, question, closed].map(
      (card) => card && [...new Set(valuesOf(card).map((value) => actionSchema.parse(value).act))],
    );
    expect(acts).toEqual([
      ['approve', 'return', 'ask', 'transfer'],
      ['hand-over', 'return', 'export', 'ask', 'transfer'],
      ['place', 'try', 'drop-nothing'],
      [],
    ]);
  });

  test('says what it leaves out', () => {
    const { faulty, review, progress, history } = fullest('汉');
    const shown = [faulty, review, progress, history].map((card) => (card ? sketch(card) : ''));

    expect(shown[0]).toMatch(/另有 \d+ 类问题，都写在标注文件里/);
    expect(shown[1]).toMatch(/另有 \d+ 组.*另有 \d+ 类.*更早的 \d+ 条未列出.*只显示了一部分/s);
    expect(shown[2]).toMatch(/另有 1\d\d 件未列出/);
    expect(shown[3]).toContain('…\n');
  });

  test('with room to spare is shown whole, to the last of 600 characters', () => {
    const wrote = `${'汉'.repeat(599)}末`;

    expect(sketch(toldCard({ ...toldView, said: [{ title: '其他', words: wrote }] }))).toContain(wrote);
    expect(sketch(toldCard({ ...toldView, said: [{ title: '其他', words: `${wrote}尾` }] }))).toContain(
      `${'汉'.repeat(599)}…`,
    );
  });

  test('that cannot be shortened is a fault, not a message', () => {
    const [, card] = everyState[0] ?? [];
    const heavy = () => ({ ...(card as Card), config: { weight: 'x'.repeat(maxCardBytes) } });

    expect(() => fitted({}, heavy)).toThrow('card over');
  });

  test('offers eight choices of each kind at most', () => {
    const { question } = fullest('汉');

    expect(question && valuesOf(question)).toHaveLength(3 * maxChoices + 1);
  });
});

test('a card carries no open_id, and no name or number but those handed in masked', () => {
  const all = JSON.stringify(everyState);

  expect(all).not.toMatch(/ou_|\d{17}[\dXx]/);
});
