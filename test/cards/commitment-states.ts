// The cards about the 诚信承诺书 in every state, with made-up people.
import {
  type CommitmentsView,
  type CommitmentToldView,
  commitmentsCard,
  commitmentToldCard,
  type ScanView,
  scanCard,
} from '../../cards/commitment.ts';
import { institution } from './made-up.ts';

export const commitmentsView: CommitmentsView = {
  institutions: [
    { name: institution, signedOn: '2026-03-05', hasScan: true },
    { name: '示例技师学院', signedOn: null, hasScan: false },
  ],
  marker: 'm_commitments',
};
export const scanView: ScanView = {
  drop: '0190a0b0-0000-7000-8000-00000000d002',
  receivedAt: '3月5日 09:00',
  size: '1.2 MB',
  institutions: [['I-1', institution]],
  today: '2026-03-05',
  settled: null,
  marker: 'm_scan',
};
export const commitmentToldView: CommitmentToldView = {
  commitment: '0190a0b0-0000-7000-8000-00000000c001',
  institution,
  signedOn: '2026-03-04',
  signer: '周**',
  by: '林示例',
  when: '3月5日 09:10',
  revoked: null,
  mayRevoke: true,
  marker: 'm_told',
};
const revoked = { by: '钱示例', when: '3月6日 10:00', reason: '没有盖章。' };

export const commitments = { some: commitmentsCard(commitmentsView) };
export const scans = {
  open: scanCard(scanView),
  'two-institutions': scanCard({ ...scanView, institutions: [...scanView.institutions, ['I-2', '示例技师学院']] }),
  settled: scanCard({ ...scanView, settled: '已登记：2026年3月4日（周三）签署。' }),
};
export const commitmentTolds = {
  recorded: commitmentToldCard(commitmentToldView),
  revoked: commitmentToldCard({ ...commitmentToldView, mayRevoke: false, revoked }),
};
