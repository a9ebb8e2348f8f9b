// What the clock says: a reminder to the holder before the due day, an alert to the holder's manager after it.
import type { Task } from '../domain/route.ts';
import { type ChargedView, chargedLines } from './charged.ts';
import { buttons, type Card, card, type Element, facts, fitted, md, note, text } from './kit.ts';
import { type Deadline, deadlineFact, leftWords, provisionalNote } from './words.ts';

export type ReminderView = {
  submission: string;
  no: string;
  institution: string;
  rows: number;
  /** What has to be done, e.g. 市级审核 or 更正退回的数据. */
  task: string;
  /** What kind of work that is, for the next step; left out, it is taken for a review. */
  work?: Task | 'correction';
  article: string;
  deadline: Deadline;
  /** Who holds it, by name or post, and since when. */
  holder: string;
  since: string;
  /** What 已知悉 is said of: the round and the due day. */
  round: number;
  due: string;
  /** Who said 已知悉, and when; null while nobody has. */
  seen: string | null;
  /** An alert to the office above the holder's own. */
  above: boolean;
  charged: ChargedView;
  marker?: string;
};

/** To whoever has to act. */
export function reminderCard(view: ReminderView): Card {
  return fitted(view, makeReminder);
}

function makeReminder(view: ReminderView): Card {
  const { deadline } = view;
  const tone = deadline.left < 0 ? 'red' : deadline.left <= 1 ? 'orange' : 'wathet';
  const words = leftWords(deadline);
  return card(
    { title: `提醒：${view.task}，${words}`, subtitle: `${view.no} ${view.institution}`, tone },
    `${view.no} ${view.task}，${words}`,
    [
      facts([
        ['要办的事', view.task],
        [`期限（${view.article}）`, deadlineFact(deadline)],
      ]),
      text(md`**下一步**：${nextStep(view)}`),
      acknowledgement(view),
      deadline.provisional ? note(provisionalNote) : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

/** Spares the reader the steps before the due day for a while; what is due or late is told all the same. */
function acknowledgement({ submission, round, due, seen }: ReminderView): Element | null {
  if (seen !== null) return note(`已知悉：${seen}`);
  return buttons([{ text: '已知悉，正在办理', action: { act: 'acknowledge', submission, round, due } }]);
}

function nextStep({ work = 'review', deadline }: ReminderView): string {
  const late = deadline.left < 0;
  switch (work) {
    case 'correction':
      return late
        ? '请尽快改好文件发到这里，提交时写明逾期原因（第十二条）。已告知属地人社部门的主管。'
        : '请改好文件直接发到这里，校验通过后点「提交」。逾期提交须书面说明原因。';
    case 'publication':
      return late
        ? '请与部中心联系，查到数据后在卡片上登记公布日期。已告知您单位的主管。'
        : '查到数据后请在先前发给您的卡片上登记公布日期；部中心退回的，请选择原因退回。';
    default:
      return late
        ? '请尽快办理，并在卡片里写明逾期原因（第十二条）。已告知您单位的主管。'
        : '请在先前发给您的卡片上办理。逾期不会自动通过，也不会自动退回。';
  }
}

/** To the managers of the holder's office, later to those of the office above: who has it, since when, what was done. */
export function alertCard(view: ReminderView): Card {
  return fitted(view, makeAlert);
}

function makeAlert(view: ReminderView): Card {
  const { deadline, above } = view;
  return card(
    {
      title: `${above ? '逾期预警（报上级）' : '逾期预警'}：${view.task}`,
      subtitle: `${view.no} ${view.institution}`,
      tone: 'red',
      tags: [{ text: leftWords(deadline), tone: 'red' }],
    },
    `${view.no} ${view.task}，${leftWords(deadline)}，现由 ${view.holder} 办理`,
    [
      facts([
        ['现在由谁办理', view.holder],
        ['收到日期', view.since],
        [`期限（${view.article}）`, deadlineFact(deadline)],
        ['证书数据', `${view.rows.toLocaleString('en-US')} 行`],
        ['经办人已知悉', view.seen ?? '还没有'],
      ]),
      chargedLines(view.charged),
      text(
        md`**下一步**：${above ? '经办单位的主管已收到预警，仍未办结，请督促。' : '请督促经办人尽快办理并说明原因。'}逾期不会自动通过（超时不等于通过）。`,
      ),
      buttons([{ text: '查看办理经过', action: { act: 'history', submission: view.submission } }]),
      deadline.provisional ? note(provisionalNote) : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}
