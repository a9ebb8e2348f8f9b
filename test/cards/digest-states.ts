// The digest of a day in every state, with made-up submissions.
import { type DigestView, digestCard } from '../../cards/digest.ts';
import { institution, no, over, second, soon, submission } from './made-up.ts';

const row = { institution, at: 'in-review', trial: false, holder: '市级审核' } as const;
export const digestView: DigestView = {
  today: '2026-03-16',
  waiting: [
    { ...row, submission, no, deadline: over },
    { ...row, submission: second, no: 'HZ-1002', deadline: { day: '2027-01-05', left: 3, provisional: true } },
  ],
  more: 0,
  news: ['HZ-1003 于 3月13日 16:20 退回', 'HZ-1004 于 3月13日 17:02 通过'],
  marker: 'm_digest',
};
export const digests = {
  due: digestCard(digestView),
  calm: digestCard({ ...digestView, waiting: [{ ...row, submission, no, deadline: soon }], more: 31, news: [] }),
};
