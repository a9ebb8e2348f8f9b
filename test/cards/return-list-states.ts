// The card about a list of the ministry centre in every state, with made-up content.
import { type ReturnListView, returnListCard } from '../../cards/return-list.ts';
import { returnReasons } from '../../config/return-reasons.ts';
import { institution, no, second, submission } from './made-up.ts';

export const returnListView: ReturnListView = {
  drop: '0190a0b0-0000-7000-8000-00000000d001',
  size: '12 KB',
  receivedAt: '3月12日 09:00',
  none: null,
  settled: false,
  unknown: 2,
  submissions: [
    {
      submission,
      no,
      institution,
      round: 1,
      tier: 'ministry',
      count: 20,
      all: 500,
      rows: '第 3、8-26 行',
      reasons: 18,
    },
    {
      ...{ submission: second, no: 'HZ-1002', institution, round: 2, tier: 'ministry' },
      count: 3,
      all: 3,
      rows: '第 2-4 行',
      reasons: 3,
    },
  ],
  returnReasons,
  marker: 'm_return_list',
};
const nothing = { submissions: [], unknown: 0 };

export const returnLists = {
  open: returnListCard(returnListView),
  'no-list': returnListCard({
    ...{ ...returnListView, ...nothing },
    none: '这份文件里没有找到「证书编号」列。请在表头写明「证书编号」和「退回原因」，再发一次。',
  }),
  settled: returnListCard({ ...returnListView, ...nothing, settled: true }),
};
