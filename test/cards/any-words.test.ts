// Whatever a person or the directory wrote stays text in every card.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admissionCard } from '../../cards/admission.ts';
import { commitmentsCard, commitmentToldCard, scanCard } from '../../cards/commitment.ts';
import { helpCard } from '../../cards/help.ts';
import { inquiryCard } from '../../cards/inquiry.ts';
import { type Card, escapeText } from '../../cards/kit.ts';
import { delegationsCard, leaveCard } from '../../cards/leave.ts';
import { historyCard, progressCard } from '../../cards/progress.ts';
import { questionCard } from '../../cards/question.ts';
import { alertCard, reminderCard } from '../../cards/reminder.ts';
import { repairsCard } from '../../cards/repairs.ts';
import { resultCard } from '../../cards/result.ts';
import { reviewCard } from '../../cards/review.ts';
import { sketch } from '../../cards/sketch.ts';
import { todoCard } from '../../cards/todo.ts';
import { toldCard } from '../../cards/told.ts';
import { filledCard, vacancyCard } from '../../cards/vacancy.ts';
import { withdrawalsCard } from '../../cards/withdrawals.ts';
import { partsOf, problemsOf } from './card-parts.ts';
import { commitmentToldView, scanView } from './commitment-states.ts';
import { delegationsView, leaveView } from './leave-states.ts';
import { reminderView, toldView } from './notice-states.ts';
import { repairsView, resultView } from './result-states.ts';
import { admissionCardView, inquiryView, reviewView } from './review-states.ts';
import { historyView, progressView, questionView, todoView, withdrawalsView } from './talk-states.ts';
import { filledView, vacancyView } from './vacancy-states.ts';

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
        warnings: [true, false].map((suspicious) => ({ title: words, count: 1, reason: words, suspicious })),
        repaired: [{ title: words, count: 1 }],
        history: [{ when: words, who: words, what: words, words }],
        sample: [
          { row: 2, name: words, document: words, occupation: words, level: words, issuedOn: words, why: words },
        ],
        attachments: [{ no: 1, who: words, when: words, kind: words, size: words }],
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
  todoCard({
    ...todoView,
    rows: todoView.rows.map((row) => ({ ...row, no: words, institution: words, step: words })),
    outcomes: [{ no: words, done: true, words }],
    returnReasons: [['R01', words]],
  }),
  withdrawalsCard({
    ...withdrawalsView,
    can: withdrawalsView.can.map((row) => ({ ...row, no: words, institution: words, state: words })),
    cannot: withdrawalsView.cannot.map((row) => ({ ...row, no: words, institution: words, holder: words })),
  }),
  historyCard({ ...historyView, institution: words, history: [{ when: words, who: words, what: words, words }] }),
  helpCard({ name: words, roles: ['clerk'], occasion: 'greeting' }),
  commitmentsCard({ institutions: [{ name: words, signedOn: null, hasScan: false }] }),
  scanCard({
    ...scanView,
    institutions: [
      ['I-1', words],
      ['I-2', words],
    ],
  }),
  scanCard({ ...scanView, settled: words }),
  ...[null, { by: words, when: words, reason: words }].map((revoked) =>
    commitmentToldCard({
      ...commitmentToldView,
      institution: words,
      signer: words,
      by: words,
      when: words,
      revoked,
    }),
  ),
  vacancyCard({ ...vacancyView, post: words, office: words, why: words }),
  filledCard({ ...filledView, post: words, office: words, holders: [words] }),
  leaveCard({
    ...leaveView,
    posts: [
      ['p-1', words],
      ['p-2', words],
    ],
    colleagues: [['0190a0b0-0000-7000-8000-0000000000c1', words]],
    given: leaveView.given.map((line) => ({ ...line, other: words, posts: words })),
  }),
  ...(['said', 'cancelled', 'declined'] as const).map((what) => {
    const worded = (lines: typeof delegationsView.given) =>
      lines.map((line) => ({ ...line, other: words, posts: words }));
    const { given, held } = delegationsView;
    const news = { who: words, what, posts: words, from: '2026-03-09', to: '2026-03-13' };
    return delegationsCard({ news, given: worded(given), held: worded(held) });
  }),
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
