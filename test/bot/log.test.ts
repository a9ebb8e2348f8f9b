// Nothing planted in a log line comes out of it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLog, redactText, sdkLogger } from '../../bot/log.ts';

const captured = (secrets: string[] = []) => {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'trace', secrets, to: { write: (line) => void lines.push(line) } }) };
};

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const fullWidth = (text: string) => text.replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
const idNumber = fc.tuple(digits(17), fc.constantFrom('0', '5', '9', 'X', 'x')).map(([body, last]) => body + last);
const oldIdNumber = digits(15);
const mobile = fc.tuple(fc.constantFrom('13', '15', '18', '19'), digits(9)).map(([head, tail]) => head + tail);
const secret = fc.stringMatching(/^t-g1044[A-Za-z0-9]{20}$/);
const fileName = fc
  .tuple(
    fc.constantFrom('王小样 名单', '示例(1)', '甲“终版”乙', '张样例，李样例'),
    fc.constantFrom('xlsx', 'XLS', 'csv', 'pdf'),
  )
  .map(([stem, suffix]) => `${stem}.${suffix}`);
const planted = fc.oneof(idNumber, oldIdNumber, mobile, secret, fileName);
/** Text a fault message might have around the value; digits next to it would make another number of it. */
const around = fc.constantFrom('', '证件号码', 'row 12: ', ' 无效', '(', '),', 'id=', '\n', 'abc', 'x', '"');
/** A token or a suffix glued to a word would be another word. */
const glued = (before: string, value: string, after: string) =>
  (value.startsWith('t-') && /[a-z]$/.test(before)) || (/\.\w+$/.test(value) && /^[a-z]/.test(after));

test('ID numbers, mobile numbers, tokens and file names never survive in a text', () => {
  fc.assert(
    fc.property(around, planted, around, (before, value, after) => {
      fc.pre(!glued(before, value, after));
      expect(redactText(`${before}${value}${after}`)).not.toContain(value);
    }),
    { numRuns: 2_000 },
  );
});

test('they do not survive in full-width digits or in groups either', () => {
  fc.assert(
    fc.property(fc.oneof(idNumber, mobile), (value) => {
      const grouped = value.replace(/^(.{3})(.{4})/, '$1 $2-');

      expect(redactText(fullWidth(value))).toBe('***');
      expect(redactText(grouped)).toBe('***');
    }),
  );
});

test('they do not survive in a logged object, wherever they stand in it', () => {
  fc.assert(
    fc.property(planted, (value) => {
      const { log, lines } = captured();

      log.child({ bound: value }).error(
        {
          plain: value,
          deep: [{ [value]: { x: value } }],
          err: new Error(`bad ${value}`, { cause: new Error(value) }),
        },
        `message ${value}`,
      );

      expect(lines).toHaveLength(1);
      expect(lines.join('')).not.toContain(JSON.stringify(value).slice(1, -1));
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error' });
    }),
  );
});

test('an ID number kept as a number is masked, a count is not', () => {
  const { log, lines } = captured();

  log.info({ row: 130102199003071000, phone: 13800001111, rows: 1000 });

  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ row: '***', phone: '***', rows: 1000 });
});

test('names after a known key are masked, names of jobs are not', () => {
  const { log, lines } = captured();

  log.info({ person: { name: '王小样', 姓名: '王小样' }, job: { name: 'post-card' } }, '持证人：王小样 已处理');

  expect(lines.join('')).not.toContain('王小样');
  expect(lines.join('')).toContain('post-card');
  expect(lines.join('')).toContain('已处理');
});

test('a configured secret is masked wherever it stands', () => {
  const { log, lines } = captured(['Zp3kQ8vLr2"x']);

  log.warn({ note: 'with Zp3kQ8vLr2"x inside' }, 'Zp3kQ8vLr2"x');

  expect(lines.join('')).not.toContain('Zp3kQ8vLr2');
});

test('an error keeps message, code, stack and cause, and loses what a library hung on it', () => {
  const { log, lines } = captured();
  const error = Object.assign(new Error('boom', { cause: new Error('inner') }), {
    code: 'E1',
    config: { data: 'private' },
  });

  log.error({ err: error }, 'failed');

  const { err } = JSON.parse(lines[0] ?? '');
  expect(err).toMatchObject({ type: 'Error', message: 'boom', code: 'E1', cause: { message: 'inner' } });
  expect(err.stack).toContain('log.test.ts');
  expect(lines.join('')).not.toContain('private');
});

test.each([
  ['postgres://app:hunter22@db:5432/x', 'hunter22'],
  ['Authorization: Bearer abc.def', 'abc.def'],
  ['ws://h/ws/v2?a=1&access_key=AK77&ticket=TK88', 'TK88'],
  ['{"app_secret":"s3cr3t"}', 's3cr3t'],
  ['delayed update c-295ee57216a5dc9de90fefd0aadb4b1d7d', '295ee572'],
  ['mail wang.yangli@example.com', 'wang.yangli'],
])('%s loses its secret', (text, hidden) => {
  expect(redactText(text)).not.toContain(hidden);
});

test("the platform's own ids stay whole, so that a fault can be followed", () => {
  const text = 'om_dc13264520392913993dd051dba21dcf in oc_a0553eda9014c201e6969b478895c230, 12 rows, 2026-11-22';

  expect(redactText(text)).toBe(text);
});

test('the SDK logs no request, no answer, no address query', () => {
  const { log, lines } = captured();
  const error = Object.assign(new Error('Request failed'), {
    code: 'ERR_BAD_REQUEST',
    config: { data: '{"content":"private"}' },
    response: { status: 400, data: { msg: 'private' } },
  });

  sdkLogger(log).error([error, { data: 'private' }]);
  sdkLogger(log).info(['[ws]', 'connected to ws://h/ws?ticket=private']);
  sdkLogger(log).debug(['[ws]', 'receive message; data: private']);

  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('private');
  expect(lines[0]).toContain('ERR_BAD_REQUEST 400');
});
