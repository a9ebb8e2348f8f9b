// The 诚信承诺书 (article 24): how it is handed in, the question about a scan, and what the local office sees of it.
import { fields } from './action.ts';
import {
  button,
  buttons,
  type Card,
  card,
  datePicker,
  type Element,
  facts,
  fitted,
  form,
  input,
  md,
  plain,
  select,
  text,
} from './kit.ts';
import { dayWords } from './words.ts';

export type CommitmentsView = {
  /** With the day on record, if there is one, and whether a scan is kept. */
  institutions: readonly { name: string; signedOn: string | null; hasScan: boolean }[];
  marker?: string;
};

/** Sent with the form, to a clerk. */
export function commitmentsCard(view: CommitmentsView): Card {
  return fitted(view, makeCommitments);
}

function makeCommitments({ institutions, marker }: CommitmentsView, rows: number): Card {
  const lines = institutions.slice(0, rows).map(({ name, signedOn, hasScan }) => {
    const day = signedOn === null ? '还没有登记' : `${dayWords(signedOn)}签署${hasScan ? '，扫描件已存' : ''}`;
    return md`- ${name}：${day}`;
  });
  return card(
    { title: '诚信承诺书', tone: 'blue' },
    '诚信承诺书',
    [
      text(md`没有签署《诚信承诺书》的机构不能提交（第二十四条，附件 2）。样式见这张卡片后面的文件。`),
      text(md`${lines}`),
      text(
        md`**下一步**：打印样式，签名盖章后扫描；点下面的按钮，再在 15 分钟内把扫描件（PDF、JPG 或 PNG）作为文件发到这里。`,
      ),
      buttons([{ text: '上传签署扫描件', kind: 'primary', action: { act: 'upload-commitment' } }]),
    ],
    marker ? { marker } : {},
  );
}

export type ScanView = {
  drop: string;
  receivedAt: string;
  size: string;
  institutions: readonly (readonly [code: string, name: string])[];
  today: string;
  /** How it was answered, in words; the form is then gone. */
  settled: string | null;
  marker?: string;
};

/** Asked once about each scan: whose it is, when and by whom it was signed. */
export function scanCard(view: ScanView): Card {
  return fitted(view, makeScan);
}

function makeScan(view: ScanView, rows: number): Card {
  const { drop, settled, institutions } = view;
  const tag = settled === null ? [] : [{ text: '已处理', tone: 'neutral' }];
  return card(
    { title: '承诺书扫描件', tone: settled === null ? 'blue' : 'grey', tags: tag },
    settled ?? '收到承诺书扫描件，请登记签署日期和签署人',
    [
      text(md`${view.receivedAt} 收到的文件（${view.size}）`),
      ...(settled === null ? [scanForm(view, rows)] : [plain(settled)]),
      settled === null ? button({ text: '发错了，不处理', action: { act: 'drop-nothing', drop } }) : null,
      settled === null && institutions.length > rows
        ? plain('机构较多，只列出一部分；未列出的请联系管理员登记。')
        : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function scanForm({ drop, institutions, today }: ScanView, rows: number): Element {
  return form('scan_form', [
    ...(institutions.length > 1
      ? [text(md`哪个机构的承诺书`), select(fields.institution, '哪个机构的承诺书', institutions.slice(0, rows))]
      : []),
    text(md`签署日期`),
    datePicker(fields.signedOn, '签署日期', today),
    input(fields.signer, '签署人', { placeholder: '法定代表人或单位负责人的姓名', max: 40 }),
    button({
      text: '登记承诺书',
      kind: 'primary_filled',
      action: { act: 'record-commitment', drop },
      confirm: { title: '登记这份承诺书？', text: '登记后可以提交；属地审核岗会收到通知，内容不符的会被撤销。' },
      submits: 'record_commitment',
    }),
  ]);
}

export type CommitmentToldView = {
  commitment: string;
  institution: string;
  signedOn: string;
  /** Masked: whoever has to know opens the scan. */
  signer: string;
  by: string;
  when: string;
  /** Who revoked it, when, and why to the letter; null while it holds. */
  revoked: { by: string; when: string; reason: string } | null;
  /** The reader is of the local office. */
  mayRevoke: boolean;
  marker?: string;
};

/** To the local office when it is recorded, and to the clerk when it is revoked. */
export function commitmentToldCard(view: CommitmentToldView): Card {
  return fitted(view, makeTold);
}

function makeTold(view: CommitmentToldView): Card {
  const { commitment, revoked } = view;
  const title = revoked === null ? '承诺书已登记' : '承诺书已撤销';
  return card(
    { title, subtitle: view.institution, tone: revoked === null ? 'blue' : 'orange' },
    `${title}：${view.institution}`,
    [
      facts([
        ['签署日期', dayWords(view.signedOn)],
        ['签署人', view.signer],
        ['登记', `${view.by}，${view.when}`],
      ]),
      ...(revoked === null
        ? []
        : [
            text(md`**${revoked.by} 于 ${revoked.when} 撤销**，理由：`),
            plain(revoked.reason),
            text(md`**下一步**：请重新签署，发送「承诺书」后再上传扫描件。`),
          ]),
      ...(revoked === null && view.mayRevoke
        ? [
            buttons([{ text: '查看扫描件', action: { act: 'commitment-scan', commitment } }]),
            form('revoke_form', [
              input(fields.reason, '撤销理由', { placeholder: '例如没有盖章，不是附件 2 的样式', lines: 2 }),
              button({
                text: '撤销登记',
                kind: 'danger',
                action: { act: 'revoke-commitment', commitment },
                confirm: { title: '撤销这份承诺书？', text: '撤销后该机构不能提交，直到重新登记。' },
                submits: 'revoke_commitment',
              }),
            ]),
          ]
        : []),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}
