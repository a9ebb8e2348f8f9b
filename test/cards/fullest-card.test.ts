// Every card at its fullest is one the platform takes, keeps its buttons, and says what it leaves out.
import { describe, expect, test } from 'vitest';
import { actionSchema } from '../../cards/action.ts';
import { admissionCard } from '../../cards/admission.ts';
import { commitmentsCard, commitmentToldCard, scanCard } from '../../cards/commitment.ts';
import { helpCard } from '../../cards/help.ts';
import { inquiryCard } from '../../cards/inquiry.ts';
import { type Card, fitted, maxCardBytes } from '../../cards/kit.ts';
import { delegationsCard, leaveCard } from '../../cards/leave.ts';
import { historyCard, maxProgressRows, progressCard } from '../../cards/progress.ts';
import { maxChoices, questionCard } from '../../cards/question.ts';
import { alertCard, reminderCard } from '../../cards/reminder.ts';
import { repairsCard } from '../../cards/repairs.ts';
import { resultCard } from '../../cards/result.ts';
import { maxPlaces } from '../../cards/result-view.ts';
import { reviewCard } from '../../cards/review.ts';
import { sketch } from '../../cards/sketch.ts';
import { todoCard, todoPageRows } from '../../cards/todo.ts';
import { toldCard } from '../../cards/told.ts';
import { filledCard, vacancyCard } from '../../cards/vacancy.ts';
import { withdrawalsCard } from '../../cards/withdrawals.ts';
import { nothingFound } from '../../domain/submission.ts';
import { problemsOf, valuesOf } from './card-parts.ts';
import { commitmentToldView, scanView } from './commitment-states.ts';
import { leaveView } from './leave-states.ts';
import { reminderView, toldView } from './notice-states.ts';
import { repairsView, resultView } from './result-states.ts';
import { admissionCardView, inquiryView, reviewView } from './review-states.ts';
import { everyState } from './states.ts';
import { historyView, progressView, questionView, todoView, withdrawable, withdrawalsView } from './talk-states.ts';
import { vacancyView } from './vacancy-states.ts';

describe('the fullest view', () => {
  const bytesOf = (card: Card) => Buffer.byteLength(JSON.stringify(card));
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
      warnings: times(30, (i) => ({ title: name, count: 1000, reason: words, suspicious: i % 2 === 0 })),
      repaired: times(30, () => ({ title: name, count: 1000 })),
      deadline,
      late: true,
      returnReasons: reviewView.returnReasons.map(([code]) => [code, name] as const),
      history,
      attachments: times(20, (i) => ({ no: i + 1, who: name, when: name, kind: 'PDF', size: '86 KB' })),
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
      sample: times(12, (row) => ({
        row,
        name,
        document: name,
        occupation: name,
        level: name,
        issuedOn: '2026-03-02',
        why: name,
      })),
    };
    const line = { other: name, posts: name, from: '2026-03-09', to: '2026-03-13', begun: true };
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
      todo: todoCard({
        ...todoView,
        rows: times(todoPageRows, (i) => ({
          submission: id(i),
          no: `HZ-${i}`,
          institution: name,
          step: name,
          rows: 100_000,
          deadline,
          review: { round: 9, tier: 'city' },
        })),
        pages: 9,
        page: 2,
        outcomes: times(20, (i) => ({ no: `HZ-${i}`, done: i % 2 === 0, words })),
        returnReasons: times(20, (i) => [`R${i}`, name] as const),
      }),
      withdrawals: withdrawalsCard({
        ...withdrawalsView,
        can: times(50, (i) => ({ ...withdrawable, submission: id(i), institution: name, state: name })),
        cannot: times(50, (i) => ({ ...withdrawable, submission: id(i), institution: name, holder: name })),
      }),
      leave: leaveCard({
        ...leaveView,
        posts: times(30, (i) => [`post-${i}`, name] as const),
        colleagues: times(100, (i) => [id(i), name] as const),
        given: times(20, (i) => ({ ...line, leave: id(i) })),
      }),
      delegations: delegationsCard({
        news: { who: name, what: 'said', posts: name, from: line.from, to: line.to },
        given: times(20, (i) => ({ ...line, leave: id(i) })),
        held: times(20, (i) => ({ ...line, leave: id(100 + i) })),
      }),
      commitments: commitmentsCard({ institutions: times(40, () => ({ name, signedOn: null, hasScan: false })) }),
      scan: scanCard({ ...scanView, institutions: times(40, (i) => [`I-${i}`, name] as const) }),
      commitmentTold: commitmentToldCard({
        ...commitmentToldView,
        institution: name,
        signer: name,
        by: name,
        revoked: { by: name, when: name, reason: words },
      }),
      vacancy: vacancyCard({ ...vacancyView, post: name, office: name, why: words }),
      filled: filledCard({ post: name, office: name, holders: times(40, () => name) }),
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
      ['sample', 'whole', 'attachment', 'approve', 'return', 'return-rows', 'attach', 'ask', 'transfer'],
      ['sample', 'attachment', 'hand-over', 'return', 'return-rows', 'export', 'attach', 'ask', 'transfer'],
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
