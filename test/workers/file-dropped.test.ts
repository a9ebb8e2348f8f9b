// A file that is more than one message may carry is not fetched to its end, and its sender is told the size.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FeishuError } from '../../bot/feishu/feishu-error.ts';
import type { Incoming } from '../../bot/read-event.ts';
import { MESSAGE_FILE_BYTES } from '../../workbook/limits.ts';
import { fileDropped } from '../../workers/incoming/file-dropped.ts';
import { openIdOf, openRecord, type Record } from '../support/record.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
afterAll(() => record?.close());

const dropped: Extract<Incoming, { kind: 'file' }> = {
  kind: 'file',
  key: `message:${randomUUID()}`,
  messageId: 'om_large',
  chatId: 'oc_1',
  chatType: 'p2p',
  sender: openIdOf('甲专管'),
  parentId: null,
  sentAt: 0,
  fileKey: 'file_large',
  fileName: '三月.xlsx',
};

test('no more is fetched than a message may carry back, and the refusal names that size', async () => {
  const asked: number[] = [];
  const feishu: typeof record.parts.feishu = {
    ...record.parts.feishu,
    download: async (_message, _file, maxBytes) => {
      asked.push(maxBytes);
      throw new FeishuError('download', { code: 'too-large', kind: 'refused', msg: `more than ${maxBytes} bytes` });
    },
  };

  const write = await fileDropped({ ...record.parts, feishu }, dropped, record.now());
  await record.db.transaction(write);
  for (const work of await record.waiting('deliver')) await record.run('deliver', work);

  expect(asked).toEqual([MESSAGE_FILE_BYTES]);
  const said = record.feishu.messages.map(({ content }) => content);
  expect(said).toEqual([expect.stringContaining(`文件超过 ${MESSAGE_FILE_BYTES / 1024 / 1024} MB`)]);
});
